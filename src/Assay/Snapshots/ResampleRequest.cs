using Assay.Specs;

namespace Assay.Snapshots;

/// <summary>Items of which more samples are wanted before a regression is reported.</summary>
/// <param name="Slice">The slice's id.</param>
/// <param name="Variant">The model and how it was asked.</param>
/// <param name="ItemIds">The items that changed, ordinal by id; at least one.</param>
/// <param name="Samples">How many samples more of each.</param>
public sealed record ResampleRequest(string Slice, Variant Variant, ValueList<string> ItemIds, int Samples);
