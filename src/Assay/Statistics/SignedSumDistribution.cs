namespace Assay.Statistics;

/// <summary>
/// The exact distribution of a sum of positive integer weights whose signs are fair coins, by convolution
/// (Pagano and Tritchler 1983, JASA 78(382)).
/// </summary>
internal static class SignedSumDistribution
{
    private const long MostSteps = 20_000_000;

    /// <summary>Whether the distribution is small enough to compute at once.</summary>
    public static bool IsTractable(long weights, long total) => total <= int.MaxValue / 4 && weights * total <= MostSteps;

    /// <summary>The probability that the signed sum lies at least as far from 0 as the one observed.</summary>
    /// <param name="weights">Positive weights.</param>
    /// <param name="positive">The sum of the weights whose sign was positive.</param>
    public static double TwoSidedP(ReadOnlySpan<int> weights, long positive)
    {
        var total = 0L;
        foreach (var weight in weights)
            total += weight;
        var extreme = Math.Max(positive, total - positive);
        if (2 * extreme == total)
            return 1;
        var probabilities = new double[total + 1];
        probabilities[0] = 1;
        var reached = 0;
        foreach (var weight in weights)
        {
            reached += weight;
            for (var sum = reached; sum >= weight; sum--)
                probabilities[sum] = 0.5 * (probabilities[sum] + probabilities[sum - weight]);
            for (var sum = 0; sum < weight; sum++)
                probabilities[sum] *= 0.5;
        }

        var tail = 0.0;
        for (var sum = total; sum >= extreme; sum--)
            tail += probabilities[sum];
        return Math.Min(1, 2 * tail);
    }
}
