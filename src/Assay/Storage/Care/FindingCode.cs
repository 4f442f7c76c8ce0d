namespace Assay.Storage.Care;

/// <summary>What is wrong with a store.</summary>
public enum FindingCode
{
    /// <summary>The file or a table of the database cannot be read, or an index does not fit its table.</summary>
    Damaged,

    /// <summary>A row names another one that is not there.</summary>
    DanglingReference,

    /// <summary>A payload, or an item's content, does not match its digest or cannot be decompressed.</summary>
    PayloadMismatch,

    /// <summary>A row of a projection is not what the events say; <see cref="StoreCare.RebuildAsync"/> mends it.</summary>
    ProjectionDiffers,
}
