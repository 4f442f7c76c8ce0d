namespace Assay.Storage;

/// <summary>A generation and an item that it was scored for.</summary>
/// <param name="GenerationId">The generation's row.</param>
/// <param name="ItemRow">The item's row.</param>
public readonly record struct ScoredItem(long GenerationId, long ItemRow);
