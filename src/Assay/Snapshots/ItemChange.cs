using Assay.Results;
using Assay.Specs;
using Assay.Text;

namespace Assay.Snapshots;

/// <summary>One item whose score got better or worse.</summary>
/// <param name="ItemId">The item's id.</param>
/// <param name="Before">The verified samples.</param>
/// <param name="After">The samples of this run.</param>
public sealed record ItemChange(string ItemId, ValueList<SampleScore> Before, ValueList<SampleScore> After)
{
    /// <summary>The change as the items file writes its samples, such as <c>t-012: 1 → 0!parse_failed</c>.</summary>
    public override string ToString() => $"{RowText.Escape(ItemId)}: {SampleText.Of(Before)} → {SampleText.Of(After)}";
}
