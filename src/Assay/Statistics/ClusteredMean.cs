using Assay.Errors;

namespace Assay.Statistics;

/// <summary>
/// The mean of clustered values with a cluster-robust standard error: √(Σ over clusters of (Σ (x − x̄))²) / n, CR0
/// (Liang and Zeger 1986, Biometrika 73(1); for evaluations Miller 2024, arXiv:2411.00640, §2.2). Its interval and test use CR1,
/// that is CR0 times √(G/(G − 1)), and Student's t with G − 1 degrees of freedom
/// (Cameron and Miller 2015, Journal of Human Resources 50(2)).
/// </summary>
public static class ClusteredMean
{
    /// <summary>Summarises clustered values.</summary>
    /// <typeparam name="TCluster">What names a cluster.</typeparam>
    /// <param name="values">At least one finite value.</param>
    /// <param name="clusters">The cluster of each value, in the same order.</param>
    /// <param name="level">The interval's coverage; 0.95 by default.</param>
    /// <exception cref="AssayException">No value, one that is not finite, or unequal lengths (<see cref="ErrorCode.ComparisonInvalid"/>); a level outside 0 to 1 (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public static ClusteredSummary Of<TCluster>(ReadOnlySpan<double> values, ReadOnlySpan<TCluster> clusters, double level = 0.95)
        where TCluster : notnull
    {
        StatisticsInput.RequirePairs(values.Length, clusters.Length, nameof(values), nameof(clusters));
        StatisticsInput.RequireSample(values, nameof(values));
        var plain = Summary.Of(values, level);
        var deviations = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            deviations[i] = values[i] - plain.Mean;
        var sums = ClusterSums.Of<TCluster>(deviations, clusters);
        if (sums.Length < 2)
            return new ClusteredSummary(values.Length, sums.Length, plain.Mean, null, plain.StandardError, null);
        var error = RootSumOfSquares(sums) / values.Length;
        var corrected = error * SmallSampleFactor(sums.Length);
        return new ClusteredSummary(
            values.Length, sums.Length, plain.Mean, error, plain.StandardError,
            Quantiles.StudentInterval(plain.Mean, corrected, sums.Length - 1, level));
    }

    /// <summary>√(G/(G − 1)).</summary>
    internal static double SmallSampleFactor(int clusters) => Math.Sqrt(clusters / (clusters - 1.0));

    private static double RootSumOfSquares(double[] sums)
    {
        var largest = sums.Max(Math.Abs);
        return largest == 0 ? 0 : largest * Math.Sqrt(sums.Sum(sum => sum / largest * (sum / largest)));
    }
}
