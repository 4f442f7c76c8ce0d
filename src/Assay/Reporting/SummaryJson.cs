using System.Text.Json;
using Assay.Results;

namespace Assay.Reporting;

/// <summary>A summary as JSON; <c>docs/results.md</c> lists its members.</summary>
internal static class SummaryJson
{
    /// <summary>The format: a document's first member says so.</summary>
    public const string Format = "assay.summary/1";

    /// <summary>Writes a whole document.</summary>
    public static void Write(Utf8JsonWriter json, ResultSummary summary)
    {
        json.WriteStartObject();
        WriteHead(json, Format, summary.Result);
        WriteTotals(json, summary.Totals);
        json.WriteStartArray("scores");
        foreach (var score in summary.Result.Scores)
        {
            json.WriteStartObject();
            json.WriteString("name", score.Name);
            json.WriteString("hash", score.Hash.ToString());
            json.WriteString("parse", score.Parse?.Id);
            json.WriteBoolean("higher_is_better", score.HigherIsBetter);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("reduction", summary.Aggregates.Reduction);
        json.WriteNumber("level", summary.Aggregates.Level);
        json.WritePropertyName("aggregates");
        summary.Aggregates.ToReportTable().WriteJson(json);
        json.WriteStartObject("leaderboards");
        foreach (var board in summary.Boards)
        {
            json.WritePropertyName(board.Metric);
            board.ToReportTable().WriteJson(json);
        }

        json.WriteEndObject();
        if (summary.SliceScores.Count > 0)
        {
            json.WritePropertyName("slice_scores");
            ReportTables.OfSlices(summary.SliceScores).WriteJson(json);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes what a document is about.</summary>
    public static void WriteHead(Utf8JsonWriter json, string format, RunResult result)
    {
        json.WriteString("format", format);
        json.WriteString("run", result.RunId.ToString());
        json.WriteString("experiment", result.ExperimentId);
        json.WriteString("state", ReportTables.NameOf(result.State));
    }

    /// <summary>Writes the totals as a member.</summary>
    public static void WriteTotals(Utf8JsonWriter json, ResultTotals totals)
    {
        json.WriteStartObject("totals");
        json.WriteNumber("trials", totals.Trials);
        json.WriteNumber("candidates", totals.Candidates);
        json.WriteNumber("completed", totals.Completed);
        json.WriteNumber("failed", totals.Failed);
        json.WriteNumber("missing", totals.Missing);
        json.WriteNumber("unparsed", totals.Unparsed);
        json.WriteEndObject();
    }
}
