using Assay.Errors;

namespace Assay.Statistics;

/// <summary>
/// How much scores vary between items and between samples of one item: one-way random-effects analysis of variance by the method of moments,
/// unequal numbers of samples allowed (Searle, Casella and McCulloch 1992, Variance Components, §3.6).
/// </summary>
/// <param name="Items">The number of items, at least 2.</param>
/// <param name="Between">The variance of items' true means; not below 0.</param>
/// <param name="Within">The variance of samples around their item's mean.</param>
public sealed record VarianceComponents(int Items, double Between, double Within)
{
    /// <summary>Splits the variance of samples by item.</summary>
    /// <param name="samplesByItem">At least two items with at least one finite score each, and one item with more.</param>
    /// <exception cref="AssayException">Fewer than two items, an item without scores, no item with two, or a score that is not finite (<see cref="ErrorCode.ComparisonInvalid"/>).</exception>
    public static VarianceComponents Of(IReadOnlyList<IReadOnlyList<double>> samplesByItem)
    {
        var items = samplesByItem.Count;
        if (items < 2)
            throw StatisticsInput.Invalid("Variance between items needs at least two items.");
        var summaries = samplesByItem.Select(static samples => Summary.Of([.. samples])).ToArray();
        var total = (double)summaries.Sum(static item => item.Count);
        if (total <= items)
            throw StatisticsInput.Invalid("Variance within items needs at least two samples of some item.");
        var grandMean = summaries.Sum(static item => item.Mean * item.Count) / total;
        var within = summaries.Sum(static item => (item.StandardDeviation ?? 0) * (item.StandardDeviation ?? 0) * (item.Count - 1)) / (total - items);
        var meanSquare = summaries.Sum(item => item.Count * (item.Mean - grandMean) * (item.Mean - grandMean)) / (items - 1);
        var samplesPerItem = (total - (summaries.Sum(static item => (double)item.Count * item.Count) / total)) / (items - 1);
        return new VarianceComponents(items, Math.Max(0, (meanSquare - within) / samplesPerItem), within);
    }

    /// <summary>The standard deviation of one item's mean over <paramref name="samples"/> samples: what <see cref="PairedPower"/> takes, when these are differences.</summary>
    /// <param name="samples">At least 1.</param>
    /// <exception cref="AssayException"><paramref name="samples"/> is below 1 (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public double ItemDeviation(int samples)
    {
        StatisticsInput.RequireAtLeast(samples, 1, nameof(samples));
        return Math.Sqrt(Between + (Within / samples));
    }
}
