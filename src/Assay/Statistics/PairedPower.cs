using Assay.Errors;
using MathNet.Numerics.Distributions;

namespace Assay.Statistics;

/// <summary>
/// Power of two-sided paired tests by the normal approximation (Chow, Shao and Wang 2008, Sample Size Calculations in Clinical Research, §3.1;
/// for evaluations Miller 2024, arXiv:2411.00640, §5). Clusters enter as a design effect (Kish 1965, Survey Sampling), see <see cref="ClusteredSummary.DesignEffect"/>.
/// </summary>
public static class PairedPower
{
    /// <summary>How many items a test needs: ((z₁₋α/₂ + z_power)·σ/δ)² times the design effect, rounded up.</summary>
    /// <param name="effect">δ, the mean difference to be seen, in score units; not 0, the sign does not matter.</param>
    /// <param name="deviation">σ, the standard deviation of the paired differences; above 0.</param>
    /// <param name="alpha">The two-sided level; 0.05 by default. Under a Holm correction give α over the number of comparisons.</param>
    /// <param name="power">The wanted chance of rejection; 0.8 by default.</param>
    /// <param name="designEffect">The variance inflation by clusters; 1 by default.</param>
    /// <returns>At least 1; <see cref="long.MaxValue"/> when more than can be counted.</returns>
    /// <exception cref="AssayException">A parameter out of range (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public static long RequiredItems(double effect, double deviation, double alpha = 0.05, double power = 0.8, double designEffect = 1)
    {
        StatisticsInput.RequirePositive(Math.Abs(effect), nameof(effect));
        StatisticsInput.RequirePositive(deviation, nameof(deviation));
        StatisticsInput.RequirePositive(designEffect, nameof(designEffect));
        var root = QuantileSum(alpha, power) * (deviation / Math.Abs(effect));
        return Ceiling(root * root * designEffect);
    }

    /// <summary>How many items McNemar's test needs: (z₁₋α/₂·√ψ + z_power·√(ψ − δ²))²/δ², rounded up (Connor 1987, Biometrics 43(1)).</summary>
    /// <param name="effect">δ, the difference of the two accuracies; not 0.</param>
    /// <param name="discordance">ψ, the share of items on which the two disagree; at least |δ|, at most 1.</param>
    /// <param name="alpha">The two-sided level; 0.05 by default.</param>
    /// <param name="power">The wanted chance of rejection; 0.8 by default.</param>
    /// <returns>At least 1; <see cref="long.MaxValue"/> when more than can be counted.</returns>
    /// <exception cref="AssayException">A parameter out of range (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public static long RequiredItemsBinary(double effect, double discordance, double alpha = 0.05, double power = 0.8)
    {
        StatisticsInput.RequirePositive(Math.Abs(effect), nameof(effect));
        if (!(discordance >= Math.Abs(effect) && discordance <= 1))
            throw StatisticsInput.Option("discordance lies from the effect's size to 1: two accuracies cannot differ by more than the share of items that differ.");
        QuantileSum(alpha, power);
        var root = (Quantiles.NormalTwoSided(1 - alpha) * Math.Sqrt(discordance))
            + (Normal.InvCDF(0, 1, power) * Math.Sqrt(discordance - (effect * effect)));
        return Ceiling(root * root / (effect * effect));
    }

    /// <summary>The chance that a test rejects: Φ(|δ|√n/σ − z₁₋α/₂) + Φ(−|δ|√n/σ − z₁₋α/₂), n being items over the design effect.</summary>
    /// <param name="items">At least 1.</param>
    /// <param name="effect">δ, the true mean difference, in score units; 0 gives α.</param>
    /// <param name="deviation">σ, the standard deviation of the paired differences; above 0.</param>
    /// <param name="alpha">The two-sided level; 0.05 by default.</param>
    /// <param name="designEffect">The variance inflation by clusters; 1 by default.</param>
    /// <returns>From 0 to 1.</returns>
    /// <exception cref="AssayException">A parameter out of range (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public static double Power(long items, double effect, double deviation, double alpha = 0.05, double designEffect = 1)
    {
        StatisticsInput.RequireAtLeast(items, 1, nameof(items));
        StatisticsInput.RequirePositive(deviation, nameof(deviation));
        StatisticsInput.RequirePositive(designEffect, nameof(designEffect));
        StatisticsInput.RequireOpenUnit(alpha, nameof(alpha));
        if (!double.IsFinite(effect))
            throw StatisticsInput.Option("effect is not finite: give the mean difference in score units.");
        var shift = Math.Abs(effect) / deviation * Math.Sqrt(items / designEffect);
        var z = Quantiles.NormalTwoSided(1 - alpha);
        return Normal.CDF(0, 1, shift - z) + Normal.CDF(0, 1, -shift - z);
    }

    /// <summary>The least mean difference that a test sees: (z₁₋α/₂ + z_power)·σ/√n, n being items over the design effect.</summary>
    /// <param name="items">At least 1.</param>
    /// <param name="deviation">σ, the standard deviation of the paired differences; above 0.</param>
    /// <param name="alpha">The two-sided level; 0.05 by default.</param>
    /// <param name="power">The wanted chance of rejection; 0.8 by default.</param>
    /// <param name="designEffect">The variance inflation by clusters; 1 by default.</param>
    /// <returns>In score units.</returns>
    /// <exception cref="AssayException">A parameter out of range (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public static double DetectableEffect(long items, double deviation, double alpha = 0.05, double power = 0.8, double designEffect = 1)
    {
        StatisticsInput.RequireAtLeast(items, 1, nameof(items));
        StatisticsInput.RequirePositive(deviation, nameof(deviation));
        StatisticsInput.RequirePositive(designEffect, nameof(designEffect));
        return QuantileSum(alpha, power) * deviation / Math.Sqrt(items / designEffect);
    }

    /// <summary>
    /// The least number of differing items with which an exact sign-flip, signed-rank or McNemar test can reject at all: the least n with 2·2⁻ⁿ ≤ α.
    /// </summary>
    /// <param name="alpha">The two-sided level; 0.05 by default, which needs 6.</param>
    /// <exception cref="AssayException">A level outside 0 to 1 (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public static int LeastDifferingItems(double alpha = 0.05)
    {
        StatisticsInput.RequireOpenUnit(alpha, nameof(alpha));
        var items = 1;
        while (Math.ScaleB(2, -items) > alpha)
            items++;
        return items;
    }

    private static double QuantileSum(double alpha, double power)
    {
        StatisticsInput.RequireOpenUnit(alpha, nameof(alpha));
        StatisticsInput.RequireOpenUnit(power, nameof(power));
        if (power < alpha)
            throw StatisticsInput.Option("power is below alpha: a test always has at least that much.");
        return Quantiles.NormalTwoSided(1 - alpha) + Normal.InvCDF(0, 1, power);
    }

    private static long Ceiling(double items) => items < long.MaxValue ? Math.Max(1, (long)Math.Ceiling(items)) : long.MaxValue;
}
