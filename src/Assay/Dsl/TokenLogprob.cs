using Assay.Specs;

namespace Assay;

/// <summary>A token that was generated, with how probable it was.</summary>
/// <param name="Token">The token's text, white space included.</param>
/// <param name="Logprob">The natural logarithm of its probability; 0 or less.</param>
public sealed record TokenLogprob(string Token, double Logprob)
{
    /// <summary>The natural logarithms of the probabilities of the most probable tokens in its place, as many as were asked for; empty where none were.</summary>
    public ValueMap<double> Alternatives { get; init; } = ValueMap<double>.Empty;
}
