namespace Assay.Results;

/// <summary>One sample of an item, as a score's row names it.</summary>
/// <param name="Slice">The slice's id.</param>
/// <param name="Model">The model's id.</param>
/// <param name="Prompt">The prompt variant's id; empty where there is none.</param>
/// <param name="Params">The set of params as short JSON; empty where the slice has one set only.</param>
/// <param name="ItemId">The item's id.</param>
/// <param name="Sample">The sample's place, from 0.</param>
public sealed record OutputPlace(string Slice, string Model, string Prompt, string Params, string ItemId, int Sample);
