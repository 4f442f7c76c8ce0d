using Assay.Contracts;
using Assay.Identity;

namespace Assay.Datasets;

/// <summary>
/// Keeps the items of one stratum that may be chosen: with a seed those of the lowest rank, without one the first. The
/// rank is a hash of seed and id, so it depends on neither the order of the items nor the platform.
/// </summary>
/// <param name="capacity">How many may be chosen at most.</param>
/// <param name="seed">The seed; null for none.</param>
internal sealed class Stratum(int capacity, long? seed)
{
    private readonly PriorityQueue<(int Index, Item Item), Hash128> kept = new(Comparer<Hash128>.Create(static (left, right) => right.CompareTo(left)));

    /// <summary>How many items were seen.</summary>
    public int Size { get; private set; }

    /// <summary>Sees an item.</summary>
    /// <param name="index">Its position in the data set; rising.</param>
    /// <param name="item">The item.</param>
    public void Add(int index, Item item)
    {
        Size++;
        var rank = seed is { } value ? Rank(value, item.Id) : new Hash128(0, (ulong)index);
        if (kept.Count < capacity)
            kept.Enqueue((index, item), rank);
        else
            kept.EnqueueDequeue((index, item), rank);
    }

    /// <summary>The items of the lowest rank, in no order.</summary>
    /// <param name="count">How many; at most the capacity.</param>
    public IEnumerable<(int Index, Item Item)> Take(int count)
    {
        while (kept.Count > count)
            kept.Dequeue();
        return kept.UnorderedItems.Select(static entry => entry.Element);
    }

    private static Hash128 Rank(long seed, string id)
    {
        var digest = new Digest("sample/1", stackalloc byte[256]);
        digest.Add(seed);
        digest.Add(id);
        return digest.Finish();
    }
}
