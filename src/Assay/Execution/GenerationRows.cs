namespace Assay.Execution;

/// <summary>The rows that a generation's entry names.</summary>
/// <param name="Run">The run.</param>
/// <param name="Model">The model's definition.</param>
/// <param name="Params">The definition of the effective params; 0 for none.</param>
internal readonly record struct GenerationRows(long Run, long Model, long Params);
