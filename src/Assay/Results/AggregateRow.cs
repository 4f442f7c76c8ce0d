using Assay.Specs;
using Assay.Statistics;

namespace Assay.Results;

/// <summary>One group of results. An item's samples become one figure first, so that its unit is the trial.</summary>
/// <param name="Keys">The group's values, aligned with <see cref="AggregateTable.Keys"/>; empty where a prompt, set of params or dimension has none.</param>
public sealed record AggregateRow(ValueList<string> Keys)
{
    /// <summary>The mean over the scored trials, in the metric's unit; null when none is scored.</summary>
    public double? Mean { get; init; }

    /// <summary>How many trials are scored.</summary>
    public long Count { get; init; }

    /// <summary>How many trials failed: no sample has a score, or fewer than the reduction needs.</summary>
    public long Failed { get; init; }

    /// <summary>How many trials have no score because something of them has not been made yet.</summary>
    public long Missing { get; init; }

    /// <summary>How many samples failed, within scored trials and failed ones; an unreadable answer whose score stands in for it is not among them.</summary>
    public long FailedSamples { get; init; }

    /// <summary>Of the mean; cluster-robust (CR0) where items depend on each other. Null for fewer than two trials or clusters.</summary>
    public double? StandardError { get; init; }

    /// <summary>Of the mean; null where there is none, see <see cref="IntervalMethod.None"/>.</summary>
    public ConfidenceInterval? Interval { get; init; }

    /// <summary>How <see cref="Interval"/> was found.</summary>
    public IntervalMethod IntervalMethod { get; init; }

    /// <summary>How many clusters the trials lie in; null where they are independent.</summary>
    public int? Clusters { get; init; }

    /// <summary>The least figure of a trial; null when none is scored.</summary>
    public double? Minimum { get; init; }

    /// <summary>The greatest figure of a trial; null when none is scored.</summary>
    public double? Maximum { get; init; }
}
