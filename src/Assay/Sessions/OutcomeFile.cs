using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Contracts;
using Assay.Snapshots;
using Assay.Specs;
using Assay.Text;

namespace Assay.Sessions;

/// <summary>
/// Leaves how each slice's test ended in the store's folder, or in the project's <c>.assay</c> beside a store elsewhere, as <c>outcomes/BENCHMARK/SLICE.json</c>, for reports that are made after the tests. It holds no
/// time, so that equal outcomes are equal files.
/// </summary>
internal static class OutcomeFile
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it, and gives its path; null where it could not be written. What cannot be written is left out: the test's own result says the same.</summary>
    public static async Task<string?> WriteAsync(string storeDirectory, BenchmarkDefinition definition, SliceOutcome outcome, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(storeDirectory, "outcomes", SnapshotName.Of(outcome.Benchmark));
        var path = Path.Combine(folder, SnapshotName.Of(outcome.Slice) + ".json");
        try
        {
            Directory.CreateDirectory(folder);
            await WholeFile.WriteAsync(path, async stream =>
            {
                await stream.WriteAsync(Bytes(definition, outcome), cancellationToken);
                return true;
            });
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder that nobody may write holds no reports either.
            return null;
        }
    }

    private static byte[] Bytes(BenchmarkDefinition definition, SliceOutcome outcome)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            json.WriteStartObject();
            json.WriteString("format", "assay-outcome/1");
            json.WriteString("benchmark", outcome.Benchmark);
            json.WriteString("slice", outcome.Slice);
            json.WriteString("kind", Name(outcome.Kind));
            Text(json, "verdict", outcome.Verdict is { } found ? Name(found.Verdict) : null);
            json.WriteString("message", outcome.Message);
            Text(json, "file", definition.SourcePath);
            json.WriteNumber("line", definition.SliceLines.GetValueOrDefault(outcome.Slice, definition.SourceLine));
            json.WriteStartArray("changes");
            foreach (var change in outcome.Verdict?.Changes ?? [])
                json.WriteStringValue(change);
            json.WriteEndArray();
            json.WriteStartArray("figures");
            foreach (var figure in outcome.Figures)
            {
                json.WriteStartObject();
                json.WriteString("score", figure.Score);
                json.WriteString("model", figure.Variant.Model);
                json.WriteString("prompt", figure.Variant.Prompt);
                json.WriteString("params", figure.Variant.Params);
                Number(json, "mean", figure.Mean);
                json.WriteNumber("items", figure.Items);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("comparisons");
            foreach (var comparison in outcome.Verdict?.Comparisons ?? [])
                Write(json, comparison, definition.Spec);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return [.. stream.ToArray(), (byte)'\n'];
    }

    private static void Write(Utf8JsonWriter json, ScoreComparison comparison, BenchmarkSpec benchmark)
    {
        json.WriteStartObject();
        json.WriteString("score", comparison.Score);
        json.WriteString("model", comparison.Variant.Model);
        json.WriteString("prompt", comparison.Variant.Prompt);
        json.WriteString("params", comparison.Variant.Params);
        Text(json, "baseline", comparison.Gate.Baseline);
        json.WriteString("verdict", Name(comparison.Verdict));
        json.WriteString("gate", ComparisonText.Policy(comparison.Gate, comparison.IsOfSlice));
        json.WriteBoolean("higher_is_better", GateRule.For(benchmark, comparison.Score).HigherIsBetter);
        json.WriteNumber("items", comparison.Items);
        Number(json, "before", comparison.MeanBefore);
        Number(json, "after", comparison.MeanAfter);
        json.WriteNumber("difference", comparison.Difference);
        Number(json, "lower", comparison.Interval?.Lower);
        Number(json, "upper", comparison.Interval?.Upper);
        Number(json, "p", comparison.AdjustedPValue);
        json.WriteNumber("worse", comparison.Worse.Count);
        json.WriteNumber("better", comparison.Better.Count);
        json.WriteNumber("error_rate", comparison.ErrorRate);
        json.WriteStartArray("reasons");
        foreach (var reason in comparison.Reasons)
            json.WriteStringValue(reason);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is null)
            json.WriteNull(name);
        else
            json.WriteString(name, value);
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
