using System.Globalization;
using Assay.Errors;
using MathNet.Numerics.Distributions;

namespace Assay.Statistics;

/// <summary>Confidence intervals of a proportion.</summary>
public static class ProportionInterval
{
    /// <summary>Wilson's score interval (Wilson 1927, JASA 22(158)): near its level on average, and never outside 0 to 1.</summary>
    /// <param name="successes">From 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">At least 1.</param>
    /// <param name="level">The interval's coverage; 0.95 by default.</param>
    /// <exception cref="AssayException">Counts that cannot be (<see cref="ErrorCode.ComparisonInvalid"/>); a level outside 0 to 1 (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public static ConfidenceInterval Wilson(long successes, long trials, double level = 0.95)
    {
        Require(successes, trials, level);
        var z = Quantiles.NormalTwoSided(level);
        var n = (double)trials;
        var share = successes / n;
        var denominator = 1 + (z * z / n);
        var centre = (share + (z * z / (2 * n))) / denominator;
        var half = z / denominator * Math.Sqrt((share * (1 - share) / n) + (z * z / (4 * n * n)));
        return new ConfidenceInterval(
            successes == 0 ? 0 : Math.Max(0, centre - half),
            successes == trials ? 1 : Math.Min(1, centre + half),
            level);
    }

    /// <summary>Clopper and Pearson's exact interval (1934, Biometrika 26(4)), from beta quantiles: covers at least its level, and is wide.</summary>
    /// <inheritdoc cref="Wilson" path="/param|/exception"/>
    public static ConfidenceInterval ClopperPearson(long successes, long trials, double level = 0.95)
    {
        Require(successes, trials, level);
        var tail = (1 - level) / 2;
        var failures = trials - successes;
        return new ConfidenceInterval(
            successes == 0 ? 0 : Beta.InvCDF(successes, failures + 1.0, tail),
            failures == 0 ? 1 : Beta.InvCDF(successes + 1.0, failures, 1 - tail),
            level);
    }

    private static void Require(long successes, long trials, double level)
    {
        StatisticsInput.RequireOpenUnit(level, nameof(level));
        if (trials < 1 || successes < 0 || successes > trials)
            throw StatisticsInput.Invalid(string.Create(CultureInfo.InvariantCulture, $"{successes} successes of {trials} trials: give at least one trial and no more successes than trials."));
    }
}
