namespace Assay.Contracts;

/// <summary>What an item was read from, so that it need not stay in memory.</summary>
/// <param name="Origin">Reads it again.</param>
/// <param name="Bytes">The record's UTF-8.</param>
internal sealed record ItemRecord(IItemOrigin Origin, ReadOnlyMemory<byte> Bytes);

/// <summary>Reads items again from their records. Used by one caller at a time.</summary>
internal interface IItemOrigin
{
    /// <summary>Makes the item that was read from a record.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="record">The record's UTF-8, free to be changed.</param>
    Item Read(string id, Memory<byte> record);
}
