using Assay.Specs;

namespace Assay.Contracts;

/// <summary>A question to a model.</summary>
/// <param name="Model">The model, whose provider names the engine.</param>
/// <param name="Params">The inference params.</param>
/// <param name="Prompt">The rendered prompt.</param>
public sealed record ModelQuestion(ModelSpec Model, InferenceParams Params, Prompt Prompt)
{
    /// <summary>Which answer to the same question, from 0; each is asked and kept for itself.</summary>
    public int Attempt { get; init; }

    /// <summary>A seed that tells questions apart and is sent with this one, not negative; 0, the default, sends one that follows from the question.</summary>
    public long Seed { get; init; }
}
