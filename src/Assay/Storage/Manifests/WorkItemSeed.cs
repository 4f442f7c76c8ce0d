using Assay.Identity;

namespace Assay.Storage.Manifests;

/// <summary>A planned candidate, to be kept as a row of its plan.</summary>
/// <param name="Ordinal">Its place in the plan's order, from 0.</param>
/// <param name="Key">Its generation's identity.</param>
/// <param name="Item">Its item; one instance for all candidates of the item, so that it is interned once.</param>
public readonly record struct WorkItemSeed(long Ordinal, Hash128 Key, ItemEntry Item);
