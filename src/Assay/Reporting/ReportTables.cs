using System.Text.Json;
using Assay.Results;
using Assay.Specs;

namespace Assay.Reporting;

/// <summary>Makes tables of aggregates, comparisons and leaderboards.</summary>
public static class ReportTables
{
    /// <summary>
    /// The groups' columns by their names, then <c>mean</c>, <c>standard_error</c>, <c>lower</c>, <c>upper</c>, <c>interval</c> (how it was found: <c>none</c>, <c>wilson</c>, <c>student_t</c>,
    /// <c>clustered_t</c>), <c>count</c>, <c>failed</c>, <c>missing</c>, <c>failed_samples</c>, <c>clusters</c>, <c>minimum</c>, <c>maximum</c>.
    /// </summary>
    public static ReportTable ToReportTable(this AggregateTable table) => new(
        [.. KeyNames(table.Keys), .. FigureColumns],
        ValueList.From(table.Rows.Select(static row => ValueList.From([.. Texts(row.Keys), .. FiguresOf(row)]))));

    /// <summary>
    /// The groups' columns by their names, then <c>baseline</c>, <c>treatment</c>, <c>pairs</c>, <c>baseline_mean</c>, <c>treatment_mean</c>, <c>delta</c>, <c>lower</c>, <c>upper</c>, <c>p</c>,
    /// <c>adjusted_p</c>, <c>method</c>, <c>moved_higher</c>, <c>moved_lower</c>, <c>baseline_only</c>, <c>treatment_only</c>, <c>neither</c>, <c>clusters</c>.
    /// </summary>
    public static ReportTable ToReportTable(this ComparisonTable table) => new(
        [
            .. KeyNames(table.Keys), "baseline", "treatment", "pairs", "baseline_mean", "treatment_mean", "delta", "lower", "upper", "p", "adjusted_p",
            "method", "moved_higher", "moved_lower", "baseline_only", "treatment_only", "neither", "clusters",
        ],
        ValueList.From(table.Rows.Select(static row => ValueList.Create<ReportCell>(
        [
            .. Texts(row.Keys),
            ReportCell.Of(row.Baseline),
            ReportCell.Of(row.Treatment),
            ReportCell.Count(row.Pairs),
            ReportCell.Of(row.BaselineMean),
            ReportCell.Of(row.TreatmentMean),
            ReportCell.Of(row.Delta),
            ReportCell.Of(row.Interval?.Lower),
            ReportCell.Of(row.Interval?.Upper),
            ReportCell.Of(row.PValue),
            ReportCell.Of(row.AdjustedPValue),
            ReportCell.Of(row.Method),
            ReportCell.Count(row.Moved.Higher),
            ReportCell.Count(row.Moved.Lower),
            ReportCell.Count(row.BaselineOnly),
            ReportCell.Count(row.TreatmentOnly),
            ReportCell.Count(row.Neither),
            ReportCell.Count(row.Clusters),
        ]))));

    /// <summary>
    /// <c>rank</c>, the models' columns by their names, <c>tie</c> (<c>leader</c>, <c>tied_by_test</c>, <c>tied_by_overlap</c>, <c>behind</c>, <c>unknown</c>), <c>delta</c>, <c>delta_lower</c>, <c>delta_upper</c>, <c>adjusted_p</c> and
    /// <c>pairs</c> against the leader, then the figures of an aggregate.
    /// </summary>
    public static ReportTable ToReportTable(this Leaderboard board) => new(
        ["rank", .. KeyNames(board.Keys), "tie", "delta", "delta_lower", "delta_upper", "adjusted_p", "pairs", .. FigureColumns],
        ValueList.From(board.Rows.Select(static row => ValueList.Create<ReportCell>(
        [
            ReportCell.Count(row.Rank),
            .. Texts(row.Keys),
            ReportCell.Of(NameOf(row.Tie)),
            ReportCell.Of(row.DeltaToLeader),
            ReportCell.Of(row.DeltaInterval?.Lower),
            ReportCell.Of(row.DeltaInterval?.Upper),
            ReportCell.Of(row.AdjustedPValue),
            ReportCell.Count(row.PairsWithLeader),
            .. FiguresOf(row.Figures),
        ]))));

    /// <summary>A line for each sample of scores of whole slices: <c>slice</c>, <c>model</c>, <c>prompt</c>, <c>params</c>, <c>metric</c>, <c>sample</c>, <c>value</c>, <c>failure</c>.</summary>
    internal static ReportTable OfSlices(IEnumerable<ItemScore> scores) => new(
        ["slice", "model", "prompt", "params", "metric", "sample", "value", "failure"],
        ValueList.From(scores.SelectMany(static score => score.Samples.Select((sample, i) => ValueList.Create<ReportCell>(
        [
            .. Texts([score.Slice, score.Model, score.Prompt, score.Params, score.Score]),
            ReportCell.Count(i),
            ReportCell.Of(sample.Value),
            ReportCell.Of(sample.Failure?.Value ?? ""),
        ])))));

    /// <summary>An enum's member as tables spell it: words in lower case, joined by underscores.</summary>
    internal static string NameOf<T>(T member)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString());

    private static readonly string[] FigureColumns =
        ["mean", "standard_error", "lower", "upper", "interval", "count", "failed", "missing", "failed_samples", "clusters", "minimum", "maximum"];

    private static ReportCell[] FiguresOf(AggregateRow row) =>
    [
        ReportCell.Of(row.Mean),
        ReportCell.Of(row.StandardError),
        ReportCell.Of(row.Interval?.Lower),
        ReportCell.Of(row.Interval?.Upper),
        ReportCell.Of(NameOf(row.IntervalMethod)),
        ReportCell.Count(row.Count),
        ReportCell.Count(row.Failed),
        ReportCell.Count(row.Missing),
        ReportCell.Count(row.FailedSamples),
        ReportCell.Count(row.Clusters),
        ReportCell.Of(row.Minimum),
        ReportCell.Of(row.Maximum),
    ];

    private static IEnumerable<string> KeyNames(ValueList<GroupKey> keys) => keys.Select(static key => key.ToString());

    private static IEnumerable<ReportCell> Texts(ValueList<string> keys) => keys.Select(static key => ReportCell.Of(key));
}
