using Assay.Errors;

namespace Assay.Contracts;

/// <summary>What a line of a batch came to: an output, or the failure that a direct call would have had.</summary>
/// <param name="Id">What the line is told apart by.</param>
/// <param name="Output">The output; null where it failed.</param>
/// <param name="Failure">Why it failed; null where it did not.</param>
public sealed record BatchAnswer(string Id, Output? Output, EngineException? Failure);
