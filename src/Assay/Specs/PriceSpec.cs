namespace Assay.Specs;

/// <summary>What a model costs, in one currency of the project's choice. Used for estimates and budgets, never for identity.</summary>
/// <param name="Model">The wire name of the model, see <see cref="ModelSpec.WireName"/>.</param>
public sealed record PriceSpec(string Model)
{
    /// <summary>The price of a million prompt tokens, at least 0.</summary>
    public double InputPerMillion { get; init; }

    /// <summary>The price of a million completion tokens, at least 0.</summary>
    public double OutputPerMillion { get; init; }

    /// <summary>The price of a million prompt tokens that the provider has cached, at least 0; null when it is that of <see cref="InputPerMillion"/>.</summary>
    public double? CachedInputPerMillion { get; init; }

    /// <summary>What tokens of a provider's batch cost, as a share of these prices from 0 to 1: 0.5 where batches cost half. 1, the default, is the same price.</summary>
    public double BatchFactor { get; init; } = 1;

    /// <summary>What a call costs.</summary>
    /// <param name="input">The prompt's tokens, cached ones among them.</param>
    /// <param name="cached">Those of them that the provider had cached.</param>
    /// <param name="output">The completion's tokens.</param>
    /// <param name="isBatched">Whether a provider's batch makes it.</param>
    public double CostOf(double input, double cached, double output, bool isBatched)
    {
        const double Million = 1_000_000;
        return (((input - cached) * InputPerMillion) + (cached * (CachedInputPerMillion ?? InputPerMillion)) + (output * OutputPerMillion)) / Million * (isBatched ? BatchFactor : 1);
    }
}
