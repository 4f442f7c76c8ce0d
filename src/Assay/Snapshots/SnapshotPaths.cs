namespace Assay.Snapshots;

/// <summary>The files of one snapshot.</summary>
/// <param name="Items">The items file.</param>
/// <param name="Table">The table file.</param>
public sealed record SnapshotPaths(string Items, string Table)
{
    /// <summary>The compressed form of the items, which a snapshot of very many has in place of <see cref="Items"/>, see <see cref="PackedItems"/>.</summary>
    public string Packed => Items + ".zst";

    /// <summary>The blocks of the compressed form.</summary>
    public string Blocks => Path.ChangeExtension(Items, ".blocks.tsv");

    /// <summary>The files that lie in version control.</summary>
    public static SnapshotPaths Verified(SnapshotRequest request) => Of(request, "verified");

    /// <summary>The files that a run writes when it differs, to be accepted or dropped.</summary>
    public static SnapshotPaths Received(SnapshotRequest request) => Of(request, "received");

    private static SnapshotPaths Of(SnapshotRequest request, string kind)
    {
        var stem = Path.Combine(request.Directory, SnapshotName.Of(request.Name));
        return new SnapshotPaths($"{stem}.{kind}.items.tsv", $"{stem}.{kind}.md");
    }
}
