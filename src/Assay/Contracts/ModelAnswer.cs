using Assay.Identity;

namespace Assay.Contracts;

/// <summary>A model's answer to a question.</summary>
/// <param name="Output">The answer.</param>
/// <param name="Key">Its identity, under which it is stored and recorded.</param>
/// <param name="Seed">The seed that was sent.</param>
public sealed record ModelAnswer(Output Output, Hash128 Key, long Seed)
{
    /// <summary>Whether the model was asked now; false where the answer was known.</summary>
    public bool IsFresh { get; init; }

    /// <summary>How long the model took, all attempts together; zero where the answer was stored.</summary>
    public TimeSpan Duration { get; init; }
}
