using Assay.Specs;
using Assay.Statistics;

namespace Assay.Results;

/// <summary>Gathers the trials of one group: figures alone where they are independent, else each with its cluster.</summary>
/// <param name="keys">The group's values.</param>
/// <param name="isClustered">Whether trials may depend on each other.</param>
internal sealed class GroupAccumulator(ValueList<string> keys, bool isClustered)
{
    private readonly SummaryAccumulator summary = new();
    private readonly List<double> values = [];
    private readonly List<int> clusters = [];
    private long ones;
    private long failed;
    private long missing;
    private long failedSamples;

    public ValueList<string> Keys => keys;

    /// <summary>Whether every figure so far is 0 or 1.</summary>
    public bool IsBinary { get; private set; } = true;

    public void Add(TrialFigure figure, int cluster)
    {
        failedSamples += figure.FailedSamples;
        if (!figure.IsScored)
        {
            _ = figure.IsMissing ? missing++ : failed++;
            return;
        }

        summary.Add(figure.Value);
        ones += figure.Value == 1 ? 1 : 0;
        IsBinary &= figure.Value is 0 or 1;
        if (!isClustered)
            return;
        values.Add(figure.Value);
        clusters.Add(cluster);
    }

    /// <summary>The group as a row.</summary>
    /// <param name="level">The interval's coverage.</param>
    /// <param name="isBinary">Whether every figure of the metric, over all groups, is 0 or 1.</param>
    public AggregateRow ToRow(double level, bool isBinary)
    {
        var row = new AggregateRow(keys) { Count = summary.Count, Failed = failed, Missing = missing, FailedSamples = failedSamples };
        if (summary.Count == 0)
            return row;
        var plain = summary.ToSummary(level);
        row = row with { Mean = plain.Mean, Minimum = plain.Minimum, Maximum = plain.Maximum };
        if (isClustered && new HashSet<int>(clusters).Count < clusters.Count)
            return Clustered(row, level);
        return isBinary
            ? row with { StandardError = plain.StandardError, Interval = ProportionInterval.Wilson(ones, plain.Count, level), IntervalMethod = IntervalMethod.Wilson }
            : row with { StandardError = plain.StandardError, Interval = plain.Interval, IntervalMethod = plain.Interval is null ? IntervalMethod.None : IntervalMethod.StudentT };
    }

    private AggregateRow Clustered(AggregateRow row, double level)
    {
        var found = ClusteredMean.Of<int>(values.ToArray(), clusters.ToArray(), level);
        return row with
        {
            StandardError = found.StandardError,
            Interval = found.Interval,
            IntervalMethod = found.Interval is null ? IntervalMethod.None : IntervalMethod.ClusteredT,
            Clusters = found.Clusters,
        };
    }
}
