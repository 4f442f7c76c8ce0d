using Assay.Cli.Reading;
using Assay.Errors;
using Assay.Results;
using Assay.Specs;
using Assay.Statistics;

namespace Assay.Cli.Figures;

/// <summary>Groups the scores of a run and describes each group.</summary>
internal static class ScoreAggregates
{
    /// <summary>The table: means with intervals as the library's own aggregates have them.</summary>
    /// <exception cref="AssayException">There is no such metric (<see cref="ErrorCode.ComparisonInvalid"/>), or the level is out of range.</exception>
    public static AggregateTable Of(RunView view, Grouping grouping, string? metric, IReadOnlyDictionary<long, ItemIdentity> items, double level)
    {
        EnsureMetric([view], metric);
        var figures = TrialFigures.Of(view, metric).ToList();
        var binary = figures.GroupBy(static figure => figure.Score.Name, StringComparer.Ordinal)
            .Where(static group => group.All(static figure => figure.Value is null or 0 or 1))
            .Select(static group => group.Key)
            .ToHashSet(StringComparer.Ordinal);
        var rows = figures
            .GroupBy(figure => grouping.KeyOf(figure.First, figure.Score.Name))
            .Select(group => RowOf(group.Key, [.. group], items, level, group.All(figure => binary.Contains(figure.Score.Name))));
        var reductions = figures.Select(static figure => figure.Score.Reduction.Name).Distinct(StringComparer.Ordinal).ToList();
        return new AggregateTable(grouping.Keys, ValueList.From(rows), reductions.Count == 1 ? reductions[0] : "by_score", level);
    }

    /// <summary>Checks that a metric is among the scores.</summary>
    public static void EnsureMetric(IReadOnlyList<RunView> views, string? metric)
    {
        var known = views.SelectMany(static view => view.Scores).Select(static score => score.Name).Distinct(StringComparer.Ordinal).ToList();
        if (metric is not null && !known.Contains(metric))
            throw new AssayException(ErrorCode.ComparisonInvalid, $"The results hold no metric '{metric}'; they hold: {(known.Count == 0 ? "none" : string.Join(", ", known))}.");
    }

    private static AggregateRow RowOf(ValueList<string> keys, IReadOnlyList<TrialFigures> figures, IReadOnlyDictionary<long, ItemIdentity> items, double level, bool isBinary)
    {
        var scored = figures.Where(static figure => figure.Value is not null).ToList();
        double[] values = [.. scored.Select(static figure => figure.Value!.Value)];
        var row = new AggregateRow(keys)
        {
            Count = values.Length,
            Failed = figures.Count(static figure => figure.Value is null && figure.HasFailed),
            Missing = figures.Count(static figure => figure.Value is null && !figure.HasFailed),
            FailedSamples = figures.Sum(static figure => figure.FailedSamples),
        };
        if (values.Length == 0)
            return row;
        var plain = Summary.Of(values, level);
        row = row with { Mean = plain.Mean, Minimum = values.Min(), Maximum = values.Max() };
        string[] clusters = [.. scored.Select(figure => items[figure.First.ItemRow].Cluster)];
        if (clusters.Distinct(StringComparer.Ordinal).Count() < clusters.Length)
        {
            var clustered = ClusteredMean.Of<string>(values, clusters, level);
            return row with
            {
                StandardError = clustered.Interval is null ? null : clustered.StandardError,
                Interval = clustered.Interval,
                IntervalMethod = clustered.Interval is null ? IntervalMethod.None : IntervalMethod.ClusteredT,
                Clusters = clustered.Clusters,
            };
        }

        return isBinary
            ? row with { StandardError = plain.StandardError, Interval = ProportionInterval.Wilson(values.Count(static value => value == 1), values.Length, level), IntervalMethod = IntervalMethod.Wilson }
            : row with { StandardError = plain.StandardError, Interval = plain.Interval, IntervalMethod = plain.Interval is null ? IntervalMethod.None : IntervalMethod.StudentT };
    }
}
