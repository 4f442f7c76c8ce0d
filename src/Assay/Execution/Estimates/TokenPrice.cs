using Assay.Specs;

namespace Assay.Execution.Estimates;

/// <summary>What tokens of a model cost.</summary>
/// <param name="Input">The price of a prompt token, the cached share taken into account.</param>
/// <param name="Output">The price of a completion token.</param>
internal sealed record TokenPrice(double Input, double Output)
{
    /// <summary>Nothing: an engine that costs nothing.</summary>
    public static TokenPrice Free { get; } = new(0, 0);

    /// <summary>The price of a spec.</summary>
    /// <param name="price">The spec.</param>
    /// <param name="cachedShare">Which share of prompt tokens is cached, from 0 to 1.</param>
    /// <param name="isBatched">Whether a provider's batches make the calls.</param>
    public static TokenPrice Of(PriceSpec price, double cachedShare, bool isBatched = false) => new(price.CostOf(1, cachedShare, 0, isBatched), price.CostOf(0, 0, 1, isBatched));

    /// <summary>The cost; null when completions cost something and their length is unknown.</summary>
    public double? Of(long promptTokens, long? completionTokens) =>
        completionTokens is null && Output > 0 ? null : (promptTokens * Input) + ((completionTokens ?? 0) * Output);
}
