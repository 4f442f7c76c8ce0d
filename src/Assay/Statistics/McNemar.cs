using System.Globalization;
using Assay.Errors;
using MathNet.Numerics;

namespace Assay.Statistics;

/// <summary>McNemar's exact test for paired binary scores: binomial on the discordant pairs (McNemar 1947, Psychometrika 12(2)).</summary>
public static class McNemar
{
    /// <summary>Tests whether gains and losses are equally likely.</summary>
    /// <param name="gained">Items that only the treatment got right; 0 or more.</param>
    /// <param name="lost">Items that only the baseline got right; 0 or more.</param>
    /// <exception cref="AssayException">A negative count (<see cref="ErrorCode.ComparisonInvalid"/>).</exception>
    public static McNemarResult Test(int gained, int lost)
    {
        if (gained < 0 || lost < 0)
            throw StatisticsInput.Invalid(string.Create(CultureInfo.InvariantCulture, $"{gained} gained and {lost} lost: counts cannot be negative."));
        return new McNemarResult(gained, lost, TwoSidedP(gained, lost));
    }

    /// <summary>Tests paired binary scores.</summary>
    /// <param name="baseline">0 or 1 per item.</param>
    /// <param name="treatment">The same items' scores, in the same order.</param>
    /// <exception cref="AssayException">No pairs, unequal lengths, or a score other than 0 and 1 (<see cref="ErrorCode.ComparisonInvalid"/>).</exception>
    public static McNemarResult Test(ReadOnlySpan<double> baseline, ReadOnlySpan<double> treatment)
    {
        StatisticsInput.RequirePairs(baseline.Length, treatment.Length, nameof(baseline), nameof(treatment));
        StatisticsInput.RequireSample(baseline, nameof(baseline));
        StatisticsInput.RequireSample(treatment, nameof(treatment));
        if (!IsBinary(baseline) || !IsBinary(treatment))
            throw StatisticsInput.Invalid("McNemar's test needs scores of 0 and 1: use the sign-flip or signed-rank test for others.");
        var gained = 0;
        var lost = 0;
        for (var i = 0; i < baseline.Length; i++)
        {
            gained += treatment[i] > baseline[i] ? 1 : 0;
            lost += treatment[i] < baseline[i] ? 1 : 0;
        }

        return Test(gained, lost);
    }

    private static double TwoSidedP(int gained, int lost)
    {
        var discordant = (long)gained + lost;
        if (SignedSumDistribution.IsTractable(discordant, discordant))
            return SignedSumDistribution.TwoSidedP([.. Enumerable.Repeat(1, (int)discordant)], gained);
        var fewer = Math.Min(gained, lost);
        var more = Math.Max(gained, lost);
        return fewer == more ? 1 : Math.Min(1, 2 * SpecialFunctions.BetaRegularized(more, fewer + 1.0, 0.5));
    }

    internal static bool IsBinary(ReadOnlySpan<double> scores) => scores.IndexOfAnyExcept(0.0, 1.0) < 0;
}
