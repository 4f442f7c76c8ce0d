using Assay.Generators.Collections;

namespace Assay.Generators.Models;

/// <summary>One <c>[Slice]</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Member">The member's name without escapes.</param>
/// <param name="Access">The expression that gives its data.</param>
/// <param name="IsDataset">Whether that is a data set already, not a sequence.</param>
/// <param name="Prompts">The prompts that it names.</param>
/// <param name="Families">The families of prompts that it names.</param>
/// <param name="Scores">The scores that it names.</param>
/// <param name="Dimensions">Its dimensions, in ordinal order of their keys.</param>
internal sealed record SliceModel(
    string Id,
    string Member,
    string Access,
    bool IsDataset,
    EquatableArray<string> Prompts,
    EquatableArray<string> Families,
    EquatableArray<string> Scores,
    EquatableArray<PairModel> Dimensions);
