using Assay.Results;

namespace Assay.Snapshots;

/// <summary>Takes this run's row for a verified one that equals it, so that what did not change is held once. Rows are to come in the order of an items file; others stay as they are.</summary>
/// <param name="sorted">This run's rows, in order.</param>
internal sealed class RowInterner(IReadOnlyList<ItemScore> sorted)
{
    private int next;

    /// <summary>The row, or the equal one of this run.</summary>
    public ItemScore Of(ItemScore row)
    {
        var order = -1;
        while (next < sorted.Count && (order = RowOrder.Instance.Compare(sorted[next], row)) < 0)
            next++;
        return next < sorted.Count && order == 0 && sorted[next].Equals(row) ? sorted[next] : row;
    }
}
