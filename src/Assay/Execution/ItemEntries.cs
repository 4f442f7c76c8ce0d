using Assay.Planning;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>The entries of a task's items: one for each, made when it is asked for first, so that each is interned once. Safe for concurrent use.</summary>
/// <param name="slice">The task's plan.</param>
/// <param name="storePayloads">Whether items' contents are kept.</param>
internal sealed class ItemEntries(PlannedSlice slice, bool storePayloads)
{
    private readonly ItemEntry?[] entries = new ItemEntry?[slice.Items.Count];

    /// <summary>The entry of the item at a place of the plan's items.</summary>
    public ItemEntry Of(int index) => entries[index] ?? Interlocked.CompareExchange(ref entries[index], new ItemEntry(slice.Items[index], storePayloads), null) ?? entries[index]!;
}
