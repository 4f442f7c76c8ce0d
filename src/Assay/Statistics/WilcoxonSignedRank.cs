using Assay.Errors;

namespace Assay.Statistics;

/// <summary>
/// The Wilcoxon signed-rank test of paired differences (Wilcoxon 1945, Biometrics Bulletin 1(6)); zeros are dropped and ties
/// share their mean rank (Pratt and Gibbons 1981, Concepts of Nonparametric Theory).
/// </summary>
public static class WilcoxonSignedRank
{
    private const int LargestAutomaticExact = 50;

    /// <summary>Tests whether the differences are symmetric about 0.</summary>
    /// <param name="differences">Treatment minus baseline, one finite number per item; see <see cref="PairedDifferences.Of"/> to free them of rounding noise, which breaks ties at random.</param>
    /// <param name="method">How to find the p value.</param>
    /// <exception cref="AssayException">No differences, or one that is not finite (<see cref="ErrorCode.ComparisonInvalid"/>); an exact method over more than about 270 differences that are not 0 (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public static WilcoxonResult Test(ReadOnlySpan<double> differences, WilcoxonMethod method = WilcoxonMethod.Auto)
    {
        StatisticsInput.RequireSample(differences, nameof(differences));
        var ranked = Rank(differences);
        var count = ranked.DoubledRanks.Length;
        if (method == WilcoxonMethod.Auto)
            method = count == differences.Length && count <= LargestAutomaticExact ? WilcoxonMethod.TieFreeExact : WilcoxonMethod.Normal;
        var positive = ranked.DoubledPositive / 2.0;
        var negative = ((long)count * (count + 1) / 2.0) - positive;
        var p = count == 0 ? 1 : method switch
        {
            WilcoxonMethod.Normal => NormalP(count, positive, ranked.TieTerm),
            WilcoxonMethod.Exact => ExactP(ranked.DoubledRanks, ranked.DoubledPositive),
            _ => ExactP([.. Enumerable.Range(1, count)], (long)Math.Floor(Math.Max(positive, negative))),
        };
        return new WilcoxonResult(Math.Min(positive, negative), positive, negative, p, count, method);
    }

    private static double ExactP(int[] weights, long positive)
    {
        var total = weights.Sum(static weight => (long)weight);
        if (!SignedSumDistribution.IsTractable(weights.Length, total))
            throw StatisticsInput.Option($"method is exact, but {weights.Length} differences are too many for it: use {nameof(WilcoxonMethod.Normal)}.");
        return SignedSumDistribution.TwoSidedP(weights, positive);
    }

    private static double NormalP(int count, double positive, double tieTerm)
    {
        var n = (double)count;
        var variance = ((n * (n + 1) * ((2 * n) + 1)) - (tieTerm / 2)) / 24;
        return Quantiles.NormalTwoSidedP((positive - (n * (n + 1) / 4)) / Math.Sqrt(variance));
    }

    private static Ranks Rank(ReadOnlySpan<double> differences)
    {
        var signed = new List<double>(differences.Length);
        foreach (var difference in differences)
            if (difference != 0)
                signed.Add(difference);
        var order = signed.ToArray();
        Array.Sort(order, static (left, right) => Math.Abs(left).CompareTo(Math.Abs(right)));
        var ranks = new int[order.Length];
        var positive = 0L;
        var tieTerm = 0.0;
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && Math.Abs(order[end]) == Math.Abs(order[start]))
                end++;
            var size = (double)(end - start);
            tieTerm += (size * size * size) - size;
            for (var i = start; i < end; i++)
            {
                ranks[i] = start + end + 1;
                positive += order[i] > 0 ? ranks[i] : 0;
            }
        }

        return new Ranks(ranks, positive, tieTerm);
    }

    /// <param name="DoubledRanks">Twice each rank, so that mean ranks are integers.</param>
    /// <param name="DoubledPositive">The sum of those that belong to positive differences.</param>
    /// <param name="TieTerm">Σ (t³ − t) over the groups of ties.</param>
    private sealed record Ranks(int[] DoubledRanks, long DoubledPositive, double TieTerm);
}
