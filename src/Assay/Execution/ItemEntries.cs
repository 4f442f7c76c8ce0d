using System.Numerics;
using Assay.Planning;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>The entries of a task's items: those that were asked for lately, so that each is interned about once. Safe for concurrent use.</summary>
/// <param name="slice">The task's plan.</param>
/// <param name="storePayloads">Whether items' contents are kept.</param>
internal sealed class ItemEntries(PlannedSlice slice, bool storePayloads)
{
    private const int MostRecent = 8 * 1024;

    private readonly Recent?[] recent = new Recent?[Math.Min(MostRecent, BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, slice.Items.Count)))];

    /// <summary>The entry of the item at a place of the plan's items.</summary>
    public ItemEntry Of(int index)
    {
        ref var place = ref recent[index & (recent.Length - 1)];
        while (true)
        {
            var before = Volatile.Read(ref place);
            if (before?.Index == index)
                return before.Entry;
            var made = new Recent(index, new ItemEntry(slice.Items[index], storePayloads));
            if (Interlocked.CompareExchange(ref place, made, before) == before)
                return made.Entry;
        }
    }

    private sealed record Recent(int Index, ItemEntry Entry);
}
