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
}
