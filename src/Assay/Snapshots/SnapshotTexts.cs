namespace Assay.Snapshots;

/// <summary>The texts of a pair of snapshot files.</summary>
/// <param name="Items">The items file.</param>
/// <param name="Table">The table file.</param>
internal sealed record SnapshotTexts(string Items, string Table);
