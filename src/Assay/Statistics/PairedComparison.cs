using Assay.Errors;

namespace Assay.Statistics;

/// <summary>Compares two sets of scores of the same items: the mean difference, its interval and a test.</summary>
public static class PairedComparison
{
    private const int LargestExactWilcoxon = 200;

    /// <summary>Compares independent items.</summary>
    /// <param name="baseline">One finite score per item, samples already reduced.</param>
    /// <param name="treatment">The same items' scores, in the same order.</param>
    /// <param name="options">The test, level, resamples and seed; null for the defaults.</param>
    /// <exception cref="AssayException">
    /// No pairs, unequal lengths, a score that is not finite, McNemar's test of scores other than 0 and 1, or a clustered test without
    /// clusters (<see cref="ErrorCode.ComparisonInvalid"/>); an option out of range (<see cref="ErrorCode.OptionInvalid"/>).
    /// </exception>
    public static PairedComparisonResult Compare(ReadOnlySpan<double> baseline, ReadOnlySpan<double> treatment, PairedComparisonOptions? options = null)
    {
        options ??= new PairedComparisonOptions();
        var differences = PairedDifferences.Of(baseline, treatment);
        StatisticsInput.RequireOpenUnit(options.Level, nameof(options.Level));
        if (options.Test == PairedTest.ClusteredT)
            throw StatisticsInput.Invalid("The clustered t test needs each item's cluster: give clusters or choose another test.");
        if (differences.AsSpan().IndexOfAnyExcept(differences[0]) < 0)
            return Constant(baseline, treatment, differences, options);

        var (p, name) = Test(baseline, treatment, differences, options);
        var bootstrap = BcaBootstrap.OfMean(differences, options.Level, options.Resamples, options.Seed);
        return new PairedComparisonResult(
            differences.Length, null, Mean(baseline), Mean(treatment), Mean(differences), p, bootstrap.Interval, "bootstrap_BCa_" + name);
    }

    /// <summary>Compares items that come in clusters.</summary>
    /// <typeparam name="TCluster">What names a cluster.</typeparam>
    /// <param name="baseline">One finite score per item, samples already reduced.</param>
    /// <param name="treatment">The same items' scores, in the same order.</param>
    /// <param name="clusters">The cluster of each item, in the same order.</param>
    /// <param name="options">The test (<see cref="PairedTest.ClusteredT"/>; any other makes the sign-flip test of clusters), level, resamples and seed; null for the defaults.</param>
    /// <exception cref="AssayException">
    /// No pairs, unequal lengths, a score that is not finite, or a t test of one cluster (<see cref="ErrorCode.ComparisonInvalid"/>);
    /// an option out of range (<see cref="ErrorCode.OptionInvalid"/>).
    /// </exception>
    public static PairedComparisonResult Compare<TCluster>(
        ReadOnlySpan<double> baseline,
        ReadOnlySpan<double> treatment,
        ReadOnlySpan<TCluster> clusters,
        PairedComparisonOptions? options = null)
        where TCluster : notnull
    {
        options ??= new PairedComparisonOptions();
        var differences = PairedDifferences.Of(baseline, treatment);
        var result = options.Test == PairedTest.ClusteredT
            ? ClusteredPairedTest.StudentT(differences, clusters, options.Level)
            : ClusteredPairedTest.SignFlipped(differences, clusters, options.Level, options.Resamples, options.Seed);
        var name = options.Test == PairedTest.ClusteredT ? "t" : SignFlipName(result.Exact);
        return new PairedComparisonResult(
            differences.Length, result.Difference.Clusters, Mean(baseline), Mean(treatment), Mean(differences),
            result.PValue, result.Difference.Interval, "clustered_t_interval_" + name);
    }

    private static PairedComparisonResult Constant(
        ReadOnlySpan<double> baseline, ReadOnlySpan<double> treatment, double[] differences, PairedComparisonOptions options)
    {
        var delta = differences[0];
        var p = SignFlip.Test(differences, options.Resamples, options.Seed).PValue;
        return new PairedComparisonResult(
            differences.Length, null, Mean(baseline), Mean(treatment), delta, p,
            new ConfidenceInterval(delta, delta, options.Level), delta == 0 ? "exact_zero_variance" : "exact_constant_difference");
    }

    private static (double P, string Name) Test(
        ReadOnlySpan<double> baseline, ReadOnlySpan<double> treatment, double[] differences, PairedComparisonOptions options)
    {
        var test = options.Test;
        if (test == PairedTest.Fitting)
            test = McNemar.IsBinary(baseline) && McNemar.IsBinary(treatment) ? PairedTest.McNemar : PairedTest.SignFlip;
        switch (test)
        {
            case PairedTest.McNemar:
                return (McNemar.Test(baseline, treatment).PValue, "mcnemar_exact");
            case PairedTest.SignFlip:
                var flips = SignFlip.Test(differences, options.Resamples, options.Seed);
                return (flips.PValue, SignFlipName(flips.Exact));
            case PairedTest.WilcoxonExact:
                return differences.Length <= LargestExactWilcoxon
                    ? (WilcoxonSignedRank.Test(differences, WilcoxonMethod.Exact).PValue, "wilcoxon_exact")
                    : (WilcoxonSignedRank.Test(differences, WilcoxonMethod.Normal).PValue, "wilcoxon_normal");
            default:
                return (WilcoxonSignedRank.Test(differences).PValue, "wilcoxon");
        }
    }

    private static string SignFlipName(bool exact) => exact ? "sign_flip_exact" : "sign_flip_resampled";

    private static double Mean(ReadOnlySpan<double> values)
    {
        var accumulator = new SummaryAccumulator();
        foreach (var value in values)
            accumulator.Add(value);
        return accumulator.Mean;
    }
}
