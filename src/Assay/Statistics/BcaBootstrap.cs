using Assay.Errors;
using MathNet.Numerics.Distributions;

namespace Assay.Statistics;

/// <summary>
/// The bias-corrected accelerated bootstrap (Efron 1987, JASA 82(397)); its acceleration from the jackknife and
/// resamples equal to the estimate counted half (Efron and Tibshirani 1993, An Introduction to the Bootstrap, §14.3).
/// Draws come from <see cref="StableRandom"/>, so one seed gives one interval on every platform. Of 10,000 values or more that are at most
/// 64 distinct ones, such as differences of right and wrong, how often each is drawn is drawn at once: a multinomial number, which is
/// what drawing one by one amounts to.
/// </summary>
public static class BcaBootstrap
{
    private const double Noise = 1e-13;
    private const int ManyValues = 10_000;
    private const int FewDistinct = 64;

    /// <summary>The interval of a mean, such as of paired differences.</summary>
    /// <param name="values">At least one finite value; when all are equal, the interval is that point.</param>
    /// <param name="level">The interval's coverage; 0.95 by default.</param>
    /// <param name="resamples">How many resamples to draw; 9,999 by default.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <exception cref="AssayException">No value, or one that is not finite (<see cref="ErrorCode.ComparisonInvalid"/>); a level outside 0 to 1, or fewer than 2 resamples (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public static BootstrapResult OfMean(ReadOnlySpan<double> values, double level = 0.95, int resamples = 9_999, ulong seed = 42)
    {
        StatisticsInput.RequireSample(values, nameof(values));
        StatisticsInput.RequireOpenUnit(level, nameof(level));
        StatisticsInput.RequireAtLeast(resamples, 2, nameof(resamples));
        if (values.IndexOfAnyExcept(values[0]) < 0)
            return new BootstrapResult(values[0], new ConfidenceInterval(values[0], values[0], level), 0, 0, seed);

        var exponent = Math.ILogB(LargestMagnitude(values));
        var scaled = new double[values.Length];
        for (var i = 0; i < scaled.Length; i++)
            scaled[i] = Math.ScaleB(values[i], -exponent);
        var mean = CompensatedSum.Of(scaled) / scaled.Length;
        var means = ResampledMeans(scaled, resamples, seed);
        Array.Sort(means);
        var bias = Normal.InvCDF(0, 1, ShareBelow(means, mean));
        var acceleration = Acceleration(scaled, mean);
        var tail = Quantiles.NormalTwoSided(level);
        return new BootstrapResult(
            Math.ScaleB(mean, exponent),
            new ConfidenceInterval(Bound(-tail), Bound(tail), level),
            Math.ScaleB(Summary.Of(means).StandardDeviation ?? 0, exponent),
            resamples,
            seed);

        double Bound(double z)
        {
            var shifted = bias + z;
            var shrink = 1 - (acceleration * shifted);
            var probability = shrink > 0 ? Normal.CDF(0, 1, bias + (shifted / shrink)) : shifted > 0 ? 1 : 0;
            return Math.ScaleB(Quantiles.OfSorted(means, probability), exponent);
        }
    }

    private static double LargestMagnitude(ReadOnlySpan<double> values)
    {
        var largest = 0.0;
        foreach (var value in values)
            largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }

    private static double[] ResampledMeans(double[] values, int resamples, ulong seed)
    {
        var random = new StableRandom(seed);
        var means = new double[resamples];
        if (values.Length >= ManyValues && Counted(values) is { } counts)
        {
            for (var resample = 0; resample < resamples; resample++)
                means[resample] = ResampledMean(counts, values.Length, random);
            return means;
        }

        for (var resample = 0; resample < resamples; resample++)
        {
            var sum = 0.0;
            for (var i = 0; i < values.Length; i++)
                sum += values[random.NextInt(values.Length)];
            means[resample] = sum / values.Length;
        }

        return means;
    }

    /// <summary>How often each value is there, in ascending order; null where there are many.</summary>
    private static (double Value, int Count)[]? Counted(double[] values)
    {
        var counts = new SortedDictionary<double, int>();
        foreach (var value in values)
        {
            counts[value] = counts.GetValueOrDefault(value) + 1;
            if (counts.Count > FewDistinct)
                return null;
        }

        return [.. counts.Select(static pair => (pair.Key, pair.Value))];
    }

    private static double ResampledMean((double Value, int Count)[] counts, int length, StableRandom random)
    {
        var (sum, drawsLeft, countsLeft) = (0.0, (long)length, (long)length);
        foreach (var (value, count) in counts)
        {
            var drawn = BinomialDraw.Next(random, drawsLeft, (double)count / countsLeft);
            sum += value * drawn;
            drawsLeft -= drawn;
            countsLeft -= count;
        }

        return sum / length;
    }

    /// <summary>The share of resampled means below the mean, equal ones counted half, kept off 0 and 1 so that the bias stays finite.</summary>
    private static double ShareBelow(double[] means, double mean)
    {
        var doubled = 0L;
        foreach (var resampled in means)
            doubled += resampled < mean - Noise ? 2 : resampled <= mean + Noise ? 1 : 0;
        return Math.Clamp(doubled, 1, (2L * means.Length) - 1) / (2.0 * means.Length);
    }

    private static double Acceleration(double[] values, double mean)
    {
        var squares = 0.0;
        var cubes = 0.0;
        foreach (var value in values)
        {
            var deviation = value - mean;
            squares += deviation * deviation;
            cubes += deviation * deviation * deviation;
        }

        return squares == 0 ? 0 : cubes / (6 * squares * Math.Sqrt(squares));
    }
}
