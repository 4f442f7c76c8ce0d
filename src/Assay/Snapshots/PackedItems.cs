using Assay.Errors;
using Assay.Results;
using ZstdSharp;

namespace Assay.Snapshots;

/// <summary>
/// The compressed form of an items file: the same text, zstd-compressed as <c>Name.verified.items.tsv.zst</c>, and beside it <c>Name.verified.items.blocks.tsv</c>, a line for
/// each block of items, which tells in a diff which blocks moved.
/// </summary>
public static class PackedItems
{
    /// <summary>How many items of all slices together a snapshot keeps as plain lines at most.</summary>
    public const int Threshold = 50_000;

    private const int Level = 9;

    /// <summary>Whether scores are kept in this form.</summary>
    /// <param name="sorted">The scores in the order of an items file.</param>
    public static bool IsWanted(IEnumerable<ItemScore> sorted)
    {
        var items = 0;
        ItemScore? last = null;
        foreach (var row in sorted)
        {
            if (last is null || row.ItemId != last.ItemId || row.Slice != last.Slice)
                items++;
            if (items > Threshold)
                return true;
            last = row;
        }

        return false;
    }

    /// <summary>The text of an items file in this form.</summary>
    /// <param name="text">What <see cref="ItemsFile.Write"/> gives.</param>
    public static byte[] Pack(string text)
    {
        using var bytes = new MemoryStream();
        using (var packed = Packing(bytes))
            packed.Write(System.Text.Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }

    /// <summary>The text that a compressed file holds.</summary>
    /// <param name="bytes">The file; empty for an empty text.</param>
    /// <param name="file">What errors name.</param>
    /// <exception cref="SnapshotException"><see cref="ErrorCode.SnapshotMalformed"/>: the file cannot be unpacked.</exception>
    public static string Unpack(byte[] bytes, string file)
    {
        if (bytes.Length == 0)
            return "";
        try
        {
            using var reader = new StreamReader(Unpacking(new MemoryStream(bytes)));
            return reader.ReadToEnd();
        }
        catch (Exception exception) when (exception is ZstdException or EndOfStreamException)
        {
            throw Malformed(file, exception);
        }
    }

    /// <summary>The blocks of scores, as the file beside the compressed one has them.</summary>
    /// <param name="sorted">The scores in the order of an items file.</param>
    public static string Blocks(IEnumerable<ItemScore> sorted)
    {
        var blocks = new BlockWriter();
        var lines = new LineBuffer();
        foreach (var row in sorted)
            blocks.Add(row, lines.Of(row));
        return blocks.Finish();
    }

    /// <summary>A stream that compresses into another one, which it leaves open.</summary>
    internal static Stream Packing(Stream stream) => new CompressionStream(stream, Level, leaveOpen: true);

    /// <summary>A stream that unpacks another one, which it closes with itself.</summary>
    internal static Stream Unpacking(Stream stream) => new DecompressionStream(stream, leaveOpen: false);

    /// <summary>The error of a file that cannot be unpacked.</summary>
    internal static SnapshotException Malformed(string file, Exception exception) =>
        new(new Problem(ErrorCode.SnapshotMalformed, "The file cannot be unpacked. Restore it from version control, or delete it with its blocks file and accept a new run.") { File = file }, exception);
}
