using Assay.Errors;

namespace Assay.Statistics;

/// <summary>Tests of a mean paired difference where items come in clusters.</summary>
public static class ClusteredPairedTest
{
    /// <summary>
    /// Student's t of the mean difference over its CR1 cluster-robust standard error, G − 1 degrees of freedom
    /// (Cameron and Miller 2015, Journal of Human Resources 50(2)). Needs some tens of clusters to hold its level.
    /// </summary>
    /// <typeparam name="TCluster">What names a cluster.</typeparam>
    /// <param name="differences">Treatment minus baseline, one finite number per item.</param>
    /// <param name="clusters">The cluster of each item, in the same order.</param>
    /// <param name="level">The interval's coverage; 0.95 by default.</param>
    /// <exception cref="AssayException">No differences, one that is not finite, unequal lengths, or fewer than two clusters (<see cref="ErrorCode.ComparisonInvalid"/>); a level outside 0 to 1 (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public static ClusteredPairedResult StudentT<TCluster>(ReadOnlySpan<double> differences, ReadOnlySpan<TCluster> clusters, double level = 0.95)
        where TCluster : notnull
    {
        var summary = ClusteredMean.Of(differences, clusters, level);
        if (summary.StandardError is not { } error)
            throw StatisticsInput.Invalid("All items lie in one cluster: its spread says nothing about others, so give at least two.");
        var corrected = error * ClusteredMean.SmallSampleFactor(summary.Clusters);
        var p = summary.Mean == 0 ? 1 : Quantiles.StudentTwoSidedP(summary.Mean / corrected, summary.Clusters - 1);
        return new ClusteredPairedResult(summary, p, false);
    }

    /// <summary>
    /// The sign-flip test with one sign per cluster, on the clusters' sums (Canay, Romano and Shaikh 2017, Econometrica 85(3)).
    /// Holds its level with few clusters too; five or fewer can never reject at 0.05.
    /// </summary>
    /// <typeparam name="TCluster">What names a cluster.</typeparam>
    /// <param name="differences">Treatment minus baseline, one finite number per item.</param>
    /// <param name="clusters">The cluster of each item, in the same order.</param>
    /// <param name="level">The interval's coverage; 0.95 by default.</param>
    /// <param name="resamples">How many flips to draw where counting all is too much.</param>
    /// <param name="seed">The seed of those draws.</param>
    /// <exception cref="AssayException">No differences, one that is not finite, or unequal lengths (<see cref="ErrorCode.ComparisonInvalid"/>); a level outside 0 to 1, or resamples below 1 (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public static ClusteredPairedResult SignFlipped<TCluster>(
        ReadOnlySpan<double> differences,
        ReadOnlySpan<TCluster> clusters,
        double level = 0.95,
        int resamples = 9_999,
        ulong seed = 42)
        where TCluster : notnull
    {
        var summary = ClusteredMean.Of(differences, clusters, level);
        var flips = SignFlip.Test(ClusterSums.Of(differences, clusters), resamples, seed);
        return new ClusteredPairedResult(summary, flips.PValue, flips.Exact);
    }
}
