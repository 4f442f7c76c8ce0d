namespace Assay.Storage;

/// <summary>A planned candidate's output.</summary>
/// <param name="Ordinal">The candidate's place in the plan's order, from 0.</param>
/// <param name="ItemId">The item's id.</param>
/// <param name="GenerationId">The generation's row.</param>
/// <param name="Text">The output's text.</param>
public sealed record StoredOutput(long Ordinal, string ItemId, long GenerationId, string Text);
