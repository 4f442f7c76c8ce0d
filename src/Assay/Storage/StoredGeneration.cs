using Assay.Errors;

namespace Assay.Storage;

/// <summary>What the store knows of a generation, without its output.</summary>
/// <param name="Id">The row; 0 when it is missing.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Failure">Why it failed; null otherwise.</param>
public readonly record struct StoredGeneration(long Id, GenerationStatus Status, ErrorCode? Failure);
