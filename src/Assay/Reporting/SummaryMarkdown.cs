using System.Globalization;
using System.Text;
using Assay.Results;
using Assay.Text;

namespace Assay.Reporting;

/// <summary>A summary in Markdown.</summary>
internal static class SummaryMarkdown
{
    /// <summary>The whole text.</summary>
    public static string Of(ResultSummary summary)
    {
        var text = new StringBuilder();
        var totals = summary.Totals;
        text.Append(CultureInfo.InvariantCulture, $"# {MarkdownText.Escape(summary.Result.ExperimentId)} ({summary.Result.RunId.Short})\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{StateOf(summary.Result)}: {totals.Trials} trials, {totals.Candidates} candidates: {totals.Completed} completed ({totals.Unparsed} of them unparsed), {totals.Failed} failed, {totals.Missing} missing.\n\n");
        text.Append("## Scores\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Samples by {summary.Aggregates.Reduction}, intervals at {summary.Aggregates.Level}.\n\n");
        text.Append(summary.Aggregates.ToReportTable().ToMarkdown());
        if (summary.SliceScores.Count > 0)
            text.Append("## Scores of whole slices\n\n").Append(ReportTables.OfSlices(summary.SliceScores).ToMarkdown());
        foreach (var board in summary.Boards)
        {
            text.Append(CultureInfo.InvariantCulture, $"## Leaderboard: {MarkdownText.Escape(board.Metric)} ({(board.HigherIsBetter ? "higher" : "lower")} is better)\n\n");
            text.Append(board.ToReportTable().ToMarkdown());
        }

        return text.ToString();
    }

    private static string StateOf(RunResult result)
    {
        var words = ReportTables.NameOf(result.State).Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }
}
