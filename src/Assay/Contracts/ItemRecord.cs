namespace Assay.Contracts;

/// <summary>What an item was read from, so that it need not stay in memory.</summary>
/// <param name="Origin">Reads it again.</param>
/// <param name="Bytes">The record's UTF-8, with names spelled as the item's type spells them.</param>
internal sealed record ItemRecord(IItemOrigin Origin, ReadOnlyMemory<byte> Bytes);

/// <summary>Reads items again from their records. Safe for concurrent use.</summary>
internal interface IItemOrigin
{
    /// <summary>The value that was read from a record.</summary>
    /// <param name="record">The record's UTF-8, as <see cref="ItemRecord"/> keeps it.</param>
    object Read(ReadOnlySpan<byte> record);
}
