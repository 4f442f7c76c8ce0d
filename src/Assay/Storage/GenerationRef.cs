namespace Assay.Storage;

/// <summary>Names a generation whose row may not be known yet.</summary>
public readonly record struct GenerationRef
{
    private readonly GenerationEntry? entry;
    private readonly long rowId;

    /// <summary>Names one that is stored.</summary>
    /// <param name="rowId">Its row.</param>
    public GenerationRef(long rowId) => this.rowId = rowId;

    /// <summary>Names one that has been appended.</summary>
    /// <param name="entry">Its entry.</param>
    public GenerationRef(GenerationEntry entry) => this.entry = entry;

    /// <summary>The entry that was appended; null for one that is stored.</summary>
    internal GenerationEntry? Entry => entry;

    /// <summary>The row; 0 while the entry is not written.</summary>
    public long RowId => entry?.RowId ?? rowId;
}
