namespace Assay.Specs;

/// <summary>What a store's commit waits for.</summary>
public enum StoreDurability
{
    /// <summary>A commit survives the death of the process; a loss of power may lose the last ones, and corrupts nothing.</summary>
    Normal,

    /// <summary>A commit waits for the disk, and so survives a loss of power.</summary>
    Full,
}
