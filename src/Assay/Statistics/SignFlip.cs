using System.Numerics;
using Assay.Errors;

namespace Assay.Statistics;

/// <summary>
/// The sign-flip (one-sample permutation) test of a mean difference (Fisher 1935, The Design of Experiments, §21; Pitman 1937).
/// Under the null hypothesis each difference is as likely to have either sign. All flips are counted when the differences lie
/// on a grid (Pagano and Tritchler 1983) or at most 30 are not 0 (by sorted halves, Horowitz and Sahni 1974, JACM 21(2));
/// else flips are drawn at random and p = (b + 1)/(m + 1) (Phipson and Smyth 2010, SAGMB 9(1)).
/// </summary>
public static class SignFlip
{
    private const int LargestEnumerated = 30;
    private const double Noise = 1e-12;

    /// <summary>Tests whether the differences are symmetric about 0, by their mean.</summary>
    /// <param name="differences">Treatment minus baseline, one finite number per item.</param>
    /// <param name="resamples">How many flips to draw where counting all is too much; 9,999 by default. The least p is 1/(resamples + 1), so under a Holm correction give at least comparisons/α.</param>
    /// <param name="seed">The seed of those draws.</param>
    /// <exception cref="AssayException">No differences, or one that is not finite (<see cref="ErrorCode.ComparisonInvalid"/>); resamples below 1 (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public static SignFlipResult Test(ReadOnlySpan<double> differences, int resamples = 9_999, ulong seed = 42)
    {
        StatisticsInput.RequireSample(differences, nameof(differences));
        StatisticsInput.RequireAtLeast(resamples, 1, nameof(resamples));
        var signed = ScaledNonZero(differences);
        if (signed.Length == 0)
            return new SignFlipResult(1, true, 0);
        if (SignFlipGrid.TryFind(signed) is { } weights)
            return new SignFlipResult(SignedSumDistribution.TwoSidedP(weights, PositiveSum(signed, weights)), true, 0);
        return signed.Length <= LargestEnumerated
            ? new SignFlipResult(Enumerate(signed), true, 0)
            : new SignFlipResult(Draw(signed, resamples, seed), false, resamples);
    }

    /// <summary>The non-zero differences times a power of two that brings the largest near 1.</summary>
    private static double[] ScaledNonZero(ReadOnlySpan<double> differences)
    {
        var largest = 0.0;
        foreach (var difference in differences)
            largest = Math.Max(largest, Math.Abs(difference));
        var kept = new List<double>(differences.Length);
        foreach (var difference in differences)
            if (difference != 0)
                kept.Add(Math.ScaleB(difference, -Math.ILogB(largest)));
        return [.. kept];
    }

    private static long PositiveSum(double[] signed, int[] weights)
    {
        var sum = 0L;
        for (var i = 0; i < signed.Length; i++)
            sum += signed[i] > 0 ? weights[i] : 0;
        return sum;
    }

    /// <summary>The observed sum's distance from 0, less what rounding could have added.</summary>
    private static double Threshold(double[] signed)
    {
        var total = 0.0;
        foreach (var difference in signed)
            total += Math.Abs(difference);
        return Math.Abs(CompensatedSum.Of(signed)) - (Noise * total);
    }

    private static double Enumerate(double[] signed)
    {
        var threshold = Threshold(signed);
        if (threshold <= 0)
            return 1;
        var left = SortedSums(signed.AsSpan(0, signed.Length / 2));
        var right = SortedSums(signed.AsSpan(signed.Length / 2));
        var hits = 0L;
        var j = right.Length;
        foreach (var sum in left)
        {
            while (j > 0 && sum + right[j - 1] >= threshold)
                j--;
            hits += right.Length - j;
        }

        return Math.Min(1, 2.0 * hits / (1L << signed.Length));
    }

    private static double[] SortedSums(ReadOnlySpan<double> signed)
    {
        var sums = new double[1 << signed.Length];
        var filled = 1;
        foreach (var difference in signed)
        {
            for (var i = 0; i < filled; i++)
            {
                sums[filled + i] = sums[i] - difference;
                sums[i] += difference;
            }

            filled *= 2;
        }

        Array.Sort(sums);
        return sums;
    }

    private static double Draw(double[] signed, int resamples, ulong seed)
    {
        var threshold = Threshold(signed);
        var random = new StableRandom(seed);
        var hits = 0;
        for (var resample = 0; resample < resamples; resample++)
        {
            var sum = 0.0;
            for (var start = 0; start < signed.Length; start += 64)
            {
                var bits = random.NextUInt64();
                var end = Math.Min(start + 64, signed.Length);
                for (var i = start; i < end; i++, bits = BitOperations.RotateRight(bits, 1))
                    sum += BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(signed[i]) ^ (bits << 63));
            }

            hits += Math.Abs(sum) >= threshold ? 1 : 0;
        }

        return (hits + 1.0) / (resamples + 1.0);
    }
}
