using Assay.Specs;

namespace Assay.Planning.Diffs;

/// <summary>One value of a spec that differs.</summary>
/// <param name="Path">
/// Where it stands, in the spec's JSON names, such as <c>slices[1].prompts[0].messages[0].content</c>. Positions in lists are
/// those of the treatment; a removed element has its position in the baseline. Empty for the whole.
/// </param>
/// <param name="Kind">How it differs.</param>
/// <param name="Before">The baseline's value, a default spelled out; null where there is none.</param>
/// <param name="After">The treatment's value, a default spelled out; null where there is none.</param>
public sealed record SpecChange(string Path, SpecChangeKind Kind, JsonValue? Before, JsonValue? After);
