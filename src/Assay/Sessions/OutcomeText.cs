using System.Text;
using System.Text.Json;
using Assay.Errors;
using Assay.Results;
using Assay.Snapshots;

namespace Assay.Sessions;

/// <summary>What the output of a slice's test shows: what happened, the slice's table, the verdict on each of its scores, and where the report is.</summary>
internal static class OutcomeText
{
    private const string Page = "report.html";

    /// <summary>
    /// The text, with LF line ends; empty where there is nothing to show. A skipped test's message is left out, and of a failing test's all but the first line, since frameworks show them as the reason. Items of
    /// which nothing was generated are no failures, and stand in no table: the message counts them.
    /// </summary>
    public static string Of(SliceOutcome outcome, SliceResult result, string? report)
    {
        var text = new StringBuilder();
        if (outcome.Kind != OutcomeKind.Inconclusive)
            text.Append(Heading(outcome)).Append('\n');
        IReadOnlyList<ItemScore> made = [.. result.Scores.Where(static score => !score.Samples.All(static sample => sample.Failure == ErrorCode.GenerationMissing))];
        var table = made.Count > 0 ? TableSection.Write(result.Benchmark, result.Slice, RowOrder.Sort(made)) : "";
        if (table.Length > 0 && !outcome.Message.Contains(table, StringComparison.Ordinal))
            text.Append('\n').Append(table).Append('\n');
        if (outcome.Verdict is { } verdict)
        {
            text.Append("\nverdict: ").Append(Name(verdict.Verdict)).Append('\n');
            foreach (var comparison in verdict.Comparisons)
                text.Append("  ").Append(Name(comparison.Verdict)).Append(": ").Append(ComparisonText.Summary(comparison)).Append('\n');
        }

        if (report is not null && !IsSaidByTest(outcome))
            text.Append("\nreport: ").Append(report).Append('\n');
        return text.ToString().TrimStart('\n');
    }

    /// <summary>Where a report of the project's tests is: what the settings say, else the page in the project's folder; null where there is none.</summary>
    public static string? ReportOf(SessionSettings settings)
    {
        if (settings.Report is { } said)
            return said;
        var page = Path.Combine(settings.ProjectDirectory, Page);
        return File.Exists(page) ? page : null;
    }

    // A test that fails or is skipped says the whole message by itself, and test runners show it beside the output.
    private static bool IsSaidByTest(SliceOutcome outcome) => outcome.Kind is OutcomeKind.Failed or OutcomeKind.Inconclusive;

    private static string Heading(SliceOutcome outcome)
    {
        var message = outcome.Message.Trim();
        return IsSaidByTest(outcome) && message.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end ? message[..end].TrimEnd() : message;
    }

    private static string Name(Verdict verdict) => JsonNamingPolicy.SnakeCaseLower.ConvertName(verdict.ToString());
}
