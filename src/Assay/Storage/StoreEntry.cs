namespace Assay.Storage;

/// <summary>
/// One thing to be written. Entries are written in the order in which they were appended; an entry may refer to
/// one appended before it, whose row id the writer has filled in by then.
/// </summary>
public abstract class StoreEntry
{
    /// <summary>Called by the writer once the entry is committed, on the writer's thread; must be quick and not throw.</summary>
    public Action<StoreEntry>? Committed { get; init; }
}
