using System.Text.Json.Nodes;

namespace Assay.Cli.Reports;

/// <summary>How one slice's test ended, as its session left it.</summary>
/// <param name="Benchmark">The benchmark's id.</param>
/// <param name="Slice">The slice's id.</param>
/// <param name="Kind">How it ended: <c>passed</c>, <c>improved</c>, <c>accepted</c>, <c>failed</c> or <c>inconclusive</c>.</param>
/// <param name="Verdict">What the comparison found; null where nothing was compared.</param>
/// <param name="Message">For people.</param>
/// <param name="File">The source file of the class, relative to the project; null where unknown.</param>
/// <param name="Line">The slice's line; 0 where unknown.</param>
/// <param name="Json">All of it.</param>
internal sealed record Outcome(string Benchmark, string Slice, string Kind, string? Verdict, string Message, string? File, int Line, JsonNode Json)
{
    /// <summary>The verdict, or how the test ended where there is none.</summary>
    public string Shown => Verdict ?? Kind;

    /// <summary>The comparisons.</summary>
    public IEnumerable<JsonNode> Comparisons => (Json["comparisons"] as JsonArray)?.OfType<JsonNode>() ?? [];
}
