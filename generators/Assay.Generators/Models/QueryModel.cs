using Assay.Generators.Collections;

namespace Assay.Generators.Models;

/// <summary>Which items a slice uses.</summary>
/// <param name="Kind">A member of <c>DatasetQueryKind</c>.</param>
/// <param name="Count">How many items; null for all.</param>
/// <param name="Seed">The seed of a sampled choice; null for the first ones.</param>
/// <param name="Field">The field of the strata; null for none.</param>
/// <param name="ItemIds">The ids to take.</param>
/// <param name="Where">Fields with the values that they must have.</param>
/// <param name="Fields">The fields that items keep.</param>
internal sealed record QueryModel(
    string Kind,
    int? Count,
    long? Seed,
    string? Field,
    EquatableArray<string> ItemIds,
    EquatableArray<PairModel> Where,
    EquatableArray<string> Fields)
{
    public bool IsAll => Kind == "All" && Where.Count == 0 && Fields.Count == 0;
}
