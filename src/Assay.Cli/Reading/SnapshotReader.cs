using Assay.Errors;
using Assay.Results;
using Assay.Snapshots;

namespace Assay.Cli.Reading;

/// <summary>Reads the items files of snapshots.</summary>
internal static class SnapshotReader
{
    private const string Plain = ".items.tsv";
    private const string Packed = ".zst";

    /// <summary>Whether a name is that of an items file.</summary>
    public static bool IsSnapshot(string name) => name.EndsWith(Plain, StringComparison.Ordinal) || name.EndsWith(Plain + Packed, StringComparison.Ordinal);

    /// <summary>Reads one.</summary>
    /// <exception cref="AssayException">It cannot be read, or is no items file.</exception>
    public static async Task<IReadOnlyList<ItemScore>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return ItemsFile.Parse(
                path.EndsWith(Packed, StringComparison.Ordinal) ? PackedItems.Unpack(await File.ReadAllBytesAsync(path, cancellationToken), path) : await File.ReadAllTextAsync(path, cancellationToken),
                path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AssayException(new Problem(ErrorCode.OptionInvalid, $"The snapshot cannot be read: {exception.Message}") { File = path }, exception);
        }
    }
}
