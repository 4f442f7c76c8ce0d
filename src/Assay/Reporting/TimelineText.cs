using System.Globalization;
using System.Text;
using Assay.Results;
using Assay.Text;

namespace Assay.Reporting;

/// <summary>Writes timelines for people.</summary>
public static class TimelineText
{
    private const int Shown = 80;

    /// <summary>A timeline as a Markdown table: a line per step with its time, duration, outcome, and the beginning of its text with its size and hash.</summary>
    public static string ToMarkdown(this CandidateTimeline timeline)
    {
        var candidate = timeline.Candidate;
        var text = new StringBuilder();
        var place = string.Join(" / ", ((string[])[candidate.Slice, candidate.Model, candidate.Prompt, candidate.Params, candidate.ItemId]).Where(static part => part.Length > 0));
        text.Append(CultureInfo.InvariantCulture, $"# {MarkdownText.Escape(place)} / sample {candidate.Sample} ({candidate.Id.Short})\n\n");
        var table = new MarkdownTable("at", "stage", "what", "name", "number", "ms", "outcome", "text", "content");
        foreach (var step in timeline.Steps)
        {
            table.Add(
                step.At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                ReportTables.NameOf(step.Stage),
                ReportTables.NameOf(step.Kind),
                step.Name,
                step.Number?.ToString(CultureInfo.InvariantCulture) ?? "",
                step.Duration?.TotalMilliseconds.ToString("F1", CultureInfo.InvariantCulture) ?? "",
                OutcomeOf(step),
                BeginningOf(step.Text ?? ""),
                step.Payload is { } payload ? string.Create(CultureInfo.InvariantCulture, $"{payload.Hash.Short}, {payload.Bytes} bytes") : "");
        }

        table.WriteTo(text);
        return text.ToString();
    }

    /// <summary>A trial's timelines, one after the other.</summary>
    public static string ToMarkdown(this TrialTimeline timeline) => string.Concat(timeline.Candidates.Select(static candidate => candidate.ToMarkdown()));

    private static string OutcomeOf(TimelineStep step) => step switch
    {
        { Failure: { } failure } => failure.Value,
        { Score: { } score } => Figure.Exact(score),
        { Success: { } success } => success ? "ok" : "nothing found",
        _ => "",
    };

    private static string BeginningOf(string text)
    {
        if (text.Length <= Shown)
            return text;
        var end = char.IsHighSurrogate(text[Shown - 1]) ? Shown - 1 : Shown;
        return text[..end] + "…";
    }
}
