using System.Globalization;
using Assay.Errors;

namespace Assay.Statistics;

/// <summary>pass@k: the chance that at least one of k samples of an item is correct.</summary>
public static class PassAtK
{
    /// <summary>The unbiased estimate 1 − C(n − c, k)/C(n, k) as a product (Chen et al. 2021, arXiv:2107.03374, §2.1).</summary>
    /// <param name="samples">n, the samples drawn; at least 1.</param>
    /// <param name="correct">c, those that are correct; from 0 to <paramref name="samples"/>.</param>
    /// <param name="k">From 1 to <paramref name="samples"/>.</param>
    /// <returns>From 0 to 1.</returns>
    /// <exception cref="AssayException">Counts that cannot be, or k above the samples (<see cref="ErrorCode.ComparisonInvalid"/>).</exception>
    public static double Estimate(int samples, int correct, int k)
    {
        if (samples < 1 || correct < 0 || correct > samples || k < 1 || k > samples)
            throw StatisticsInput.Invalid(string.Create(CultureInfo.InvariantCulture, $"pass@{k} of {correct} correct in {samples} samples: give 1 to {samples} for k and 0 to {samples} correct ones."));
        if (samples - correct < k)
            return 1;
        var allWrong = 1.0;
        for (var i = samples - correct + 1; i <= samples; i++)
            allWrong *= 1 - ((double)k / i);
        return 1 - allWrong;
    }
}
