namespace Assay.Statistics;

/// <summary>Count, mean and spread of values that come in clusters, such as questions about one document.</summary>
/// <param name="Count">The number of values, at least 1.</param>
/// <param name="Clusters">The number of clusters, at least 1.</param>
/// <param name="Mean">The mean over values, each with the same weight.</param>
/// <param name="StandardError">Cluster-robust (CR0), without a small-sample factor; null with one cluster.</param>
/// <param name="IndependentStandardError">What the standard error would be without clusters, s / √n; null for one value.</param>
/// <param name="Interval">Of the mean, by Student's t with clusters − 1 degrees of freedom around the standard error times √(G/(G − 1)) (CR1); null with one cluster.</param>
public sealed record ClusteredSummary(
    int Count,
    int Clusters,
    double Mean,
    double? StandardError,
    double? IndependentStandardError,
    ConfidenceInterval? Interval)
{
    /// <summary>The ratio of the clustered to the independent variance; null where either is missing or the latter is 0.</summary>
    public double? DesignEffect => IndependentStandardError is > 0 ? StandardError * StandardError / (IndependentStandardError * IndependentStandardError) : null;
}
