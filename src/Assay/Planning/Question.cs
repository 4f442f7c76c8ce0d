using Assay.Errors;
using Assay.Identity;

namespace Assay.Planning;

/// <summary>What a model is asked about an item.</summary>
/// <param name="Prompt">The rendered prompt; empty where the engine reads none, or it could not be rendered.</param>
/// <param name="Digest">What it contributes to a generation's identity.</param>
/// <param name="Failure">Why the prompt could not be rendered; null when it could.</param>
internal readonly record struct Question(Prompt Prompt, Hash128 Digest, AssayException? Failure);
