using Assay.Generators.Collections;

namespace Assay.Generators.Models;

/// <summary>One <c>[Examples]</c>.</summary>
/// <param name="Access">The expression that gives the items.</param>
/// <param name="IsDataset">Whether that is a data set already, not a sequence.</param>
/// <param name="ItemType">The items' type as a global name.</param>
/// <param name="ItemId">The item's id as an expression over <c>item</c>; null where it has none.</param>
/// <param name="Query">Which items are shown.</param>
/// <param name="Messages">The messages of each, without expressions.</param>
internal sealed record ExamplesModel(string Access, bool IsDataset, string ItemType, string? ItemId, QueryModel Query, EquatableArray<MessageModel> Messages);
