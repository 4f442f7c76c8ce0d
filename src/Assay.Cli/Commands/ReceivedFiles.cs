using Assay.Snapshots;

namespace Assay.Cli.Commands;

/// <summary>Received snapshots in folders.</summary>
internal static class ReceivedFiles
{
    private const string Items = ".received.items.tsv";
    private const string Packed = ".received.items.tsv.zst";
    private const string Plan = ".plan.received.md";

    /// <summary>The snapshots with received files below a folder, without what builds leave there; ordinal by path.</summary>
    public static IEnumerable<SnapshotRequest> Below(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.received.*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .Where(file => !IsBuilt(file, folder))
            .Select(static file => NameOf(file) is { } name ? new SnapshotRequest(Path.GetDirectoryName(file)!, name) : null)
            .OfType<SnapshotRequest>()
            .Distinct()
            .OrderBy(static request => Path.Combine(request.Directory, request.Name), StringComparer.Ordinal)
        : [];

    /// <summary>The received files of a snapshot.</summary>
    public static IEnumerable<string> Of(SnapshotRequest request) =>
        ((string[])[request.Name + Items, request.Name + Packed, request.Name + ".received.items.blocks.tsv", request.Name + ".received.md", request.Name + Plan]).Select(name => Path.Combine(request.Directory, name)).Where(File.Exists);

    /// <summary>Whether a folder has verified files of a name.</summary>
    public static bool HasVerified(string folder, string name) =>
        File.Exists(Path.Combine(folder, name + ".verified.items.tsv")) || File.Exists(Path.Combine(folder, name + ".verified.items.tsv.zst")) || File.Exists(Path.Combine(folder, name + ".plan.verified.md"));

    /// <summary>Whether a file lies where builds and tools leave theirs.</summary>
    public static bool IsBuilt(string file, string folder) =>
        Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Any(static part => part is "bin" or "obj" or ".git" or "node_modules");

    private static string? NameOf(string file)
    {
        var name = Path.GetFileName(file);
        foreach (var ending in (string[])[Items, Packed, Plan])
        {
            if (name.EndsWith(ending, StringComparison.Ordinal))
                return name[..^ending.Length];
        }

        return null;
    }
}
