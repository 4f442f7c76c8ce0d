using Assay.Specs;

namespace Assay.Results;

/// <summary>One group of results.</summary>
/// <param name="Keys">The group's values, aligned with the keys that were asked for.</param>
/// <param name="Mean">The mean over the scored items; NaN when none is scored.</param>
/// <param name="Count">How many items are scored: an item's samples are averaged first and count once.</param>
/// <param name="Failed">How many items have no score at all.</param>
public sealed record AggregateRow(ValueList<string> Keys, double Mean, long Count, long Failed);
