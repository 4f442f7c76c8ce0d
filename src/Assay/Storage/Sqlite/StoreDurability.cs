namespace Assay.Storage.Sqlite;

/// <summary>What committed entries survive.</summary>
public enum StoreDurability
{
    /// <summary>A crash of the process. After a power loss the last commits may be missing; the store is whole all the same.</summary>
    Normal = 0,

    /// <summary>A power loss too: every commit is flushed to the disk.</summary>
    Full = 1,
}
