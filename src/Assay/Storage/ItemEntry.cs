using Assay.Contracts;

namespace Assay.Storage;

/// <summary>An item as the store knows it. Shared by the entries that refer to it; the first one that is written interns it.</summary>
/// <param name="item">The item.</param>
/// <param name="storePayload">Whether the item's content is kept besides its id and digest.</param>
public sealed class ItemEntry(Item item, bool storePayload)
{
    /// <summary>The item.</summary>
    public Item Item { get; } = item;

    /// <summary>Whether the item's content is kept besides its id and digest.</summary>
    public bool StorePayload { get; } = storePayload;

    /// <summary>The row; 0 until the writer has interned it.</summary>
    public long RowId { get; internal set; }
}
