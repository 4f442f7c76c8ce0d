using System.Text;
using Assay.Errors;
using Assay.Results;
using ZstdSharp;

namespace Assay.Snapshots;

/// <summary>Reads and replaces the items of a snapshot in either form, row by row.</summary>
internal static class ItemsStore
{
    private const int Buffer = 1 << 16;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The file that holds the items; the plain one where there is none.</summary>
    public static string FileOf(SnapshotPaths paths) => File.Exists(paths.Packed) ? paths.Packed : paths.Items;

    /// <summary>Whether there are items.</summary>
    public static bool Exists(SnapshotPaths paths) => File.Exists(paths.Items) || File.Exists(paths.Packed);

    /// <summary>Reads the rows, in order; none where there is no file.</summary>
    /// <param name="paths">The snapshot.</param>
    /// <param name="known">This run's rows, in order, which take the place of equal ones.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="SnapshotException"><see cref="ErrorCode.SnapshotMalformed"/>: a file cannot be read, there are both forms, or the blocks are not those of the items.</exception>
    public static async Task<IReadOnlyList<ItemScore>> ReadAsync(SnapshotPaths paths, IReadOnlyList<ItemScore> known, CancellationToken cancellationToken)
    {
        if (File.Exists(paths.Packed) && File.Exists(paths.Items))
            throw new SnapshotException(new Problem(ErrorCode.SnapshotMalformed, $"The snapshot is here in both of its forms; delete this file, or {Path.GetFileName(paths.Items)}, and accept a new run.") { File = paths.Packed });
        var file = FileOf(paths);
        try
        {
            var stream = new FileStream(file, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.SequentialScan, BufferSize = Buffer });
            await using (stream.ConfigureAwait(false))
            {
                var isPacked = file == paths.Packed;
                using var reader = new StreamReader(isPacked ? PackedItems.Unpacking(stream) : stream, Strict, detectEncodingFromByteOrderMarks: true, Buffer);
                var rows = ItemsFile.Read(reader, file, new RowInterner(known), cancellationToken);
                if (isPacked && await SnapshotIO.ReadAsync(paths.Blocks, cancellationToken) is { Length: > 0 } blocks && blocks.ReplaceLineEndings("\n") != PackedItems.Blocks(rows))
                    throw new SnapshotException(new Problem(ErrorCode.SnapshotMalformed, $"The blocks are not those of {Path.GetFileName(paths.Packed)}; take both files from one side, or delete this one and accept a new run.") { File = paths.Blocks });
                return rows;
            }
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception exception) when (exception is ZstdException or EndOfStreamException)
        {
            throw PackedItems.Malformed(file, exception);
        }
        catch (DecoderFallbackException exception)
        {
            throw SnapshotIO.Malformed(file, "The file is not UTF-8. Restore it from version control, or delete it and accept a new run.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw SnapshotIO.Malformed(file, $"The file cannot be read ({exception.Message}). Make it readable, or delete it and accept a new run.", exception);
        }
    }

    /// <summary>Replaces the items where they differ, in the form that so many ask for; the other form goes.</summary>
    /// <param name="paths">The snapshot.</param>
    /// <param name="sorted">The rows, in order; enumerated several times.</param>
    /// <param name="otherwise">What the error ends with.</param>
    /// <exception cref="SnapshotException"><see cref="ErrorCode.SnapshotUnwritable"/>.</exception>
    public static async Task WriteAsync(SnapshotPaths paths, IEnumerable<ItemScore> sorted, string otherwise)
    {
        if (PackedItems.IsWanted(sorted))
        {
            var blocks = PackedItems.Blocks(sorted);

            // Equal blocks are equal rows: then another version of the compression changes no file.
            if (!File.Exists(paths.Packed) || !await SnapshotIO.HoldsAsync(paths.Blocks, blocks))
            {
                await SnapshotIO.ReplaceAsync(paths.Packed, stream => WriteTo(stream, sorted, isPacked: true), otherwise);
                await SnapshotIO.WriteOneAsync(paths.Blocks, blocks, otherwise);
            }

            SnapshotIO.DeleteOne(paths.Items);
            return;
        }

        await SnapshotIO.ReplaceAsync(paths.Items, stream => WriteTo(stream, sorted, isPacked: false), otherwise);
        SnapshotIO.DeleteOne(paths.Packed);
        SnapshotIO.DeleteOne(paths.Blocks);
    }

    private static void WriteTo(Stream stream, IEnumerable<ItemScore> sorted, bool isPacked)
    {
        using var target = isPacked ? PackedItems.Packing(stream) : null;
        using var writer = new StreamWriter(target ?? stream, Strict, Buffer, leaveOpen: true);
        ItemsFile.WriteTo(writer, sorted);
    }
}
