namespace Assay.Execution.Estimates;

/// <summary>What a run takes of one model.</summary>
/// <param name="Model">The model's id.</param>
/// <param name="WireName">The name that prices know it by.</param>
/// <param name="Provider">The engine's id.</param>
/// <param name="IsPaid">Whether its calls cost money.</param>
public sealed record ModelEstimate(string Model, string WireName, string Provider, bool IsPaid)
{
    /// <summary>Whether the project has a price for it, or it needs none.</summary>
    public bool IsPriced { get; init; }

    /// <summary>How the tokens of prompts were counted; where several ways were needed, the least exact one.</summary>
    public TokenMethod Method { get; init; }

    /// <summary>From what the length of completions was estimated; where sets of params differ in it, the least sure one.</summary>
    public CompletionBasis Basis { get; init; }

    /// <summary>The share of prompt tokens that is taken to be cached, from what is stored for the model; 0 when nothing is.</summary>
    public double CachedShare { get; init; }

    /// <summary>What is missing and would be generated.</summary>
    public TokenEstimate Missing { get; init; } = TokenEstimate.None;

    /// <summary>How many of the generations that are missing a provider's batches would make, at the batches' price.</summary>
    public long MissingInBatches { get; init; }

    /// <summary>All of it, as if nothing were stored.</summary>
    public TokenEstimate Whole { get; init; } = TokenEstimate.None;
}
