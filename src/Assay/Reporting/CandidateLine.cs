using System.Text.Json;
using Assay.Results;

namespace Assay.Reporting;

/// <summary>A candidate as JSON; <c>docs/results.md</c> lists its members.</summary>
internal static class CandidateLine
{
    /// <summary>Writes one candidate as an object.</summary>
    /// <param name="json">Receives it.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="output">The output's text; null when there is none or it is not asked for.</param>
    public static void Write(Utf8JsonWriter json, CandidateResult candidate, string? output)
    {
        json.WriteStartObject();
        json.WriteString("slice", candidate.Slice);
        json.WriteString("item", candidate.ItemId);
        json.WriteString("model", candidate.Model);
        json.WriteString("prompt", candidate.Prompt);
        json.WriteString("params", candidate.Params);
        json.WriteNumber("sample", candidate.Sample);
        json.WriteNumber("seed", candidate.Seed);
        json.WriteString("trial", candidate.TrialId.ToString());
        json.WriteString("candidate", candidate.Id.ToString());
        json.WriteString("status", ReportTables.NameOf(candidate.Status));
        if (candidate.Failure is { } failure)
            json.WriteString("failure", failure.Value);
        WriteScores(json, "scores", candidate.Scores);
        if (candidate.Parses.Count > 0)
            WriteScores(json, "parses", candidate.Parses);
        if (output is not null)
            json.WriteString("output", output);
        json.WriteEndObject();
    }

    private static void WriteScores(Utf8JsonWriter json, string name, CandidateScores scores)
    {
        json.WriteStartObject(name);
        foreach (var (score, found) in scores)
        {
            json.WriteStartObject(score);
            if (found.Value is { } value)
                json.WriteNumber("value", value);
            if (found.Failure is { } failure)
                json.WriteString("failure", failure.Value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
