using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Assay.Statistics;

/// <summary>The distribution functions that several statistics share.</summary>
internal static class Quantiles
{
    /// <summary>The normal quantile that leaves half of 1 − <paramref name="level"/> above it.</summary>
    public static double NormalTwoSided(double level) => Normal.InvCDF(0, 1, 0.5 + (level / 2));

    /// <summary>The probability that a standard normal lies at least as far from 0 as <paramref name="z"/>.</summary>
    public static double NormalTwoSidedP(double z) => SpecialFunctions.Erfc(Math.Abs(z) / Constants.Sqrt2);

    /// <summary>The probability that Student's t lies at least as far from 0 as <paramref name="t"/>.</summary>
    public static double StudentTwoSidedP(double t, double degreesOfFreedom)
    {
        if (double.IsInfinity(t))
            return 0;
        return SpecialFunctions.BetaRegularized(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + (t * t)));
    }

    /// <summary>Estimate ± t · error.</summary>
    public static ConfidenceInterval StudentInterval(double estimate, double error, double degreesOfFreedom, double level)
    {
        var half = error == 0 ? 0 : StudentT.InvCDF(0, 1, degreesOfFreedom, 0.5 + (level / 2)) * error;
        return new ConfidenceInterval(estimate - half, estimate + half, level);
    }

    /// <summary>
    /// The quantile of sorted values by linear interpolation between order statistics at (n − 1)·p
    /// (Hyndman and Fan 1996, The American Statistician 50(4), type 7).
    /// </summary>
    public static double OfSorted(ReadOnlySpan<double> sorted, double probability)
    {
        var position = Math.Clamp(probability, 0, 1) * (sorted.Length - 1);
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
