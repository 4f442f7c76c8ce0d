using Assay.Errors;

namespace Assay.Statistics;

/// <summary>Differences of paired scores, freed of floating-point noise.</summary>
public static class PairedDifferences
{
    private const double Tolerance = 8.8817841970012523e-16; // 4 units in the last place of 1

    /// <summary>
    /// Treatment minus baseline, where differences that can differ by rounding alone are made equal: 0.4 − 0.1 and 0.5 − 0.2
    /// are one difference, and one within rounding of nothing is 0. Two magnitudes are taken as equal when they differ by no more
    /// than 4 units in the last place of the larger score of each pair; each such group takes its least magnitude.
    /// </summary>
    /// <param name="baseline">One finite score per item.</param>
    /// <param name="treatment">The same items' scores, in the same order.</param>
    /// <returns>One difference per item, in the items' order.</returns>
    /// <exception cref="AssayException">No pairs, unequal lengths, a score or a difference that is not finite (<see cref="ErrorCode.ComparisonInvalid"/>).</exception>
    public static double[] Of(ReadOnlySpan<double> baseline, ReadOnlySpan<double> treatment)
    {
        StatisticsInput.RequirePairs(baseline.Length, treatment.Length, nameof(baseline), nameof(treatment));
        StatisticsInput.RequireSample(baseline, nameof(baseline));
        StatisticsInput.RequireSample(treatment, nameof(treatment));
        var differences = new double[baseline.Length];
        var magnitudes = new double[baseline.Length];
        var order = new int[baseline.Length];
        for (var i = 0; i < differences.Length; i++)
        {
            differences[i] = treatment[i] - baseline[i];
            StatisticsInput.RequireFinite(differences[i], "treatment - baseline", i);
            magnitudes[i] = Math.Abs(differences[i]);
            order[i] = i;
        }

        Array.Sort((double[])magnitudes.Clone(), order);
        var previous = 0.0;
        var previousSnapped = 0.0;
        var previousNoise = 0.0;
        foreach (var i in order)
        {
            var noise = Tolerance * Math.Max(Math.Abs(baseline[i]), Math.Abs(treatment[i]));
            var same = previousSnapped == 0 ? magnitudes[i] <= noise : magnitudes[i] - previous <= noise + previousNoise;
            previous = magnitudes[i];
            previousNoise = noise;
            previousSnapped = same ? previousSnapped : magnitudes[i];
            differences[i] = previousSnapped == 0 ? 0 : Math.CopySign(previousSnapped, differences[i]);
        }

        return differences;
    }
}
