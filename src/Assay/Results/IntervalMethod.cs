namespace Assay.Results;

/// <summary>How the interval of a mean was found.</summary>
public enum IntervalMethod
{
    /// <summary>There is none: nothing is scored, one value says nothing of the spread, or all items lie in one cluster.</summary>
    None,

    /// <summary><see cref="Statistics.ProportionInterval.Wilson"/>: each score of the metric is 0 or 1.</summary>
    Wilson,

    /// <summary>Student's t, see <see cref="Statistics.Summary"/>.</summary>
    StudentT,

    /// <summary>Student's t over clusters, see <see cref="Statistics.ClusteredMean"/>: the slice names a cluster field, or an item was asked in several ways that are averaged.</summary>
    ClusteredT,
}
