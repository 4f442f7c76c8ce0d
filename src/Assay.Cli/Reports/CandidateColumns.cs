using System.Text.Json;
using Assay.Cli.Reading;

namespace Assay.Cli.Reports;

/// <summary>The candidates of one slice, model, prompt and set of params, column by column: what a list shows and filters by.</summary>
/// <param name="benchmark">The benchmark's id.</param>
/// <param name="first">The first of them.</param>
/// <param name="scores">The slice's scores.</param>
internal sealed class CandidateColumns(string benchmark, CandidateRow first, IReadOnlyList<ScoreInfo> scores)
{
    private readonly List<int> items = [];
    private readonly List<int> samples = [];
    private readonly List<double?> seconds = [];
    private readonly Dictionary<int, string> failures = [];
    private readonly List<(ScoreInfo Score, List<double?> Values, Dictionary<int, string> Failures)> columns = [.. scores.Select(static score => (score, new List<double?>(), new Dictionary<int, string>()))];

    /// <summary>Whether a candidate stands among these.</summary>
    public bool Takes(CandidateRow row) => ReferenceEquals(row.Plan, first.Plan) && row.Model == first.Model && row.Prompt == first.Prompt && row.Params == first.Params;

    /// <summary>Adds one.</summary>
    /// <param name="row">The candidate.</param>
    /// <param name="item">Its item's place.</param>
    /// <param name="taken">How long its generation took, in seconds; null for none.</param>
    /// <param name="failure">Why there is no output; null for an output.</param>
    public void Add(CandidateRow row, int item, double? taken, string? failure)
    {
        if (failure is not null)
            failures.Add(items.Count, failure);
        foreach (var (score, values, failed) in columns)
        {
            var exists = row.Scores.TryGetValue(score.Name, out var value);
            values.Add(exists ? value.Value : null);
            if (exists && value.Failure is { } code)
                failed.Add(items.Count, code.Value);
        }

        items.Add(item);
        samples.Add(row.Sample);
        seconds.Add(taken);
    }

    /// <summary>Writes them.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("b", benchmark);
        json.WriteString("s", first.Plan.Slice);
        json.WriteString("m", first.Model);
        json.WriteString("p", first.Prompt);
        json.WriteString("q", first.Params);
        Numbers(json, "item", items);
        if (samples.Exists(static sample => sample != 0))
            Numbers(json, "sample", samples);
        Values(json, "time", seconds);
        Codes(json, "failed", failures);
        json.WriteStartArray("scores");
        foreach (var (score, values, failed) in columns)
        {
            json.WriteStartObject();
            json.WriteString("n", score.Name);
            json.WriteBoolean("up", score.HigherIsBetter);
            Values(json, "v", values);
            Codes(json, "f", failed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Numbers(Utf8JsonWriter json, string name, List<int> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    private static void Values(Utf8JsonWriter json, string name, List<double?> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            if (value is { } number && double.IsFinite(number))
                json.WriteNumberValue(Math.Round(number, 6));
            else
                json.WriteNullValue();
        }

        json.WriteEndArray();
    }

    private static void Codes(Utf8JsonWriter json, string name, Dictionary<int, string> codes)
    {
        json.WriteStartObject(name);
        foreach (var (place, code) in codes)
            json.WriteString(place.ToString(System.Globalization.CultureInfo.InvariantCulture), code);
        json.WriteEndObject();
    }
}
