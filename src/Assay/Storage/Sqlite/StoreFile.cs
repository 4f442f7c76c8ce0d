using System.Buffers.Binary;
using Assay.Errors;

namespace Assay.Storage.Sqlite;

/// <summary>Looks at a store's file before SQLite does, so that a foreign, newer or cut file is refused untouched.</summary>
internal static class StoreFile
{
    private const int HeaderSize = 100;
    private const int Attempts = 3;

    /// <summary>Checks an existing file.</summary>
    /// <exception cref="StoreException">It is no store, a newer one, or cut short.</exception>
    public static void Check(string file, StoreMigrations migrations)
    {
        if (Directory.Exists(file))
            throw StoreErrors.Make(ErrorCode.StoreUnreadable, file, "There is a folder where the store's file should be. Move it away, or choose another store folder.");

        // Another process may be folding its log into the file just now, so that it looks short for a moment.
        for (var attempt = 1; ; attempt++)
        {
            if (CheckOnce(file, migrations) is not { } shortBy)
                return;
            if (attempt == Attempts)
                throw StoreErrors.Damaged(file, shortBy);
        }
    }

    private static string? CheckOnce(string file, StoreMigrations migrations)
    {
        try
        {
            Span<byte> header = stackalloc byte[HeaderSize];
            var hadLog = HasLog(file);
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
            var read = stream.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false);
            if (read < HeaderSize)
                return $"it is cut short, {read} bytes are left";
            CheckHeader(header, file, migrations);
            var shortBy = CheckLength(header, stream.Length);
            if (shortBy is null || !(hadLog || HasLog(file)))
                return shortBy;

            // A process that died while it folded its log into the file has left the file short, and the rest of it in the log.
            var (first, last) = MissingPages(header, stream.Length);
            return StoreLog.Holds(file + "-wal", first, last) ? null : shortBy;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.Make(ErrorCode.StoreUnreadable, file, $"The store cannot be opened: {exception.Message} Check the path and its permissions.", exception);
        }
    }

    private static void CheckHeader(ReadOnlySpan<byte> header, string file, StoreMigrations migrations)
    {
        if (!header.StartsWith("SQLite format 3\0"u8))
            throw StoreErrors.Make(ErrorCode.StoreUnreadable, file, "The file is not a store: it is no SQLite database. Move it away, or choose another store folder.");
        var application = BinaryPrimitives.ReadInt32BigEndian(header[68..]);
        if (application != StoreSchema.ApplicationId)
            throw StoreErrors.Make(ErrorCode.StoreUnreadable, file, "The file is a SQLite database of another program. Move it away, or choose another store folder.");
        var version = BinaryPrimitives.ReadUInt32BigEndian(header[60..]);
        if (version > migrations.Version)
            throw migrations.TooNew(file, version);
    }

    private static string? CheckLength(ReadOnlySpan<byte> header, long length)
    {
        // The count of pages holds only when it was written with the last change.
        if (!header.Slice(24, 4).SequenceEqual(header.Slice(92, 4)))
            return null;
        var expected = BinaryPrimitives.ReadUInt32BigEndian(header[28..]) * PageSize(header);
        return length >= expected ? null : $"it is cut short, {length} of {expected} bytes are left";
    }

    private static (long First, long Last) MissingPages(ReadOnlySpan<byte> header, long length) =>
        ((length / PageSize(header)) + 1, BinaryPrimitives.ReadUInt32BigEndian(header[28..]));

    private static long PageSize(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt16BigEndian(header[16..]) is not 1 and var size ? size : 65536;

    private static bool HasLog(string file) => new FileInfo(file + "-wal") is { Exists: true, Length: > 0 };
}
