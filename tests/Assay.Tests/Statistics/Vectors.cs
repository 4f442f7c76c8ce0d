using System.Text.Json;
using Assay.Statistics;
using Assay.Tests.Conformance;

namespace Assay.Tests.Statistics;

/// <summary>Reads the cases of the statistics vectors.</summary>
internal static class Vectors
{
    public static IReadOnlyList<JsonElement> Cases(string file, Func<JsonElement, bool> select)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedFiles.Require("vectors/" + file)));
        var cases = document.RootElement.EnumerateArray().Where(select).Select(static element => element.Clone()).ToArray();
        Assert.NotEmpty(cases);
        return cases;
    }

    public static IReadOnlyList<JsonElement> OfKind(string kind) =>
        Cases("statistics.json", element => element.GetProperty("kind").GetString() == kind);

    public static string Name(this JsonElement element) => element.GetProperty("name").GetString()!;

    public static double[] Numbers(this JsonElement element, string part, string name) =>
        [.. element.GetProperty(part).GetProperty(name).EnumerateArray().Select(static number => number.GetDouble())];

    public static double Number(this JsonElement element, string part, string name) =>
        element.GetProperty(part).GetProperty(name).GetDouble();

    public static bool Expects(this JsonElement element, string name) =>
        element.GetProperty("expected").TryGetProperty(name, out _);

    public static void Close(double expected, double actual, string because, double relative = 1e-9)
    {
        var tolerance = relative * Math.Max(Math.Abs(expected), 1e-300);
        Assert.True(Math.Abs(expected - actual) <= Math.Max(tolerance, expected == 0 ? 1e-12 : 0), $"{because}: expected {expected:R}, got {actual:R}");
    }

    public static void Within(double expected, double actual, double tolerance, string because) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"{because}: expected {expected:R} within {tolerance:R}, got {actual:R}");

    /// <summary>Whether both bounds lie within a tenth of the recorded width.</summary>
    public static bool IsNear(double[] expected, ConfidenceInterval actual)
    {
        var tolerance = Math.Max(0.1 * (expected[1] - expected[0]), 1e-15);
        return Math.Abs(expected[0] - actual.Lower) <= tolerance && Math.Abs(expected[1] - actual.Upper) <= tolerance;
    }
}
