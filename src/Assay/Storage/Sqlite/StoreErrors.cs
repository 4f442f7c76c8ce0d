using Assay.Errors;
using SQLitePCL;

namespace Assay.Storage.Sqlite;

/// <summary>Says what SQLite's result codes and the file system's exceptions mean for a store, and what to do about them.</summary>
internal static class StoreErrors
{
    private const long NoRoom = 1 << 20;

    public static StoreException Make(ErrorCode code, string file, string message, Exception? inner = null) =>
        new(new Problem(code, message) { File = file }, inner);

    public static StoreException FromSqlite(int resultCode, string message, string file) => (resultCode & 0xff) switch
    {
        raw.SQLITE_FULL => Full(file),
        raw.SQLITE_IOERR when DiskIsFull(file) => Full(file),
        raw.SQLITE_READONLY or raw.SQLITE_PERM => ReadOnly(file),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Busy(file),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => Damaged(file, message),
        _ => Make(ErrorCode.StoreUnreadable, file, $"The store cannot be read or written: {message} (SQLite result {resultCode}). Check the disk and the file's permissions, then run again."),
    };

    public static StoreException FromFileSystem(Exception exception, string file) => exception switch
    {
        _ when DiskIsFull(file) => Full(file, exception),
        UnauthorizedAccessException => ReadOnly(file, exception),
        IOException { Message: var message } when message.Contains("ead-only", StringComparison.Ordinal) => ReadOnly(file, exception),
        _ => Make(ErrorCode.StoreUnreadable, file, $"The store cannot be opened: {exception.Message} Check the path and its permissions.", exception),
    };

    public static StoreException Full(string file, Exception? inner = null) =>
        Make(ErrorCode.StoreFull, file, "The store's disk is full; everything reported as finished is kept. Free some space and run again: what is missing is resumed.", inner);

    public static StoreException ReadOnly(string file, Exception? inner = null) =>
        Make(ErrorCode.StoreReadOnly, file, "The store cannot be written: the file or its folder is read-only. Give write permission, choose another store folder, or open it for reading.", inner);

    public static StoreException Busy(string file) =>
        Make(ErrorCode.StoreBusy, file, "Another process has been writing to the store for longer than the lock timeout. Wait for it or end it, then run again.");

    public static StoreException Damaged(string file, string detail) =>
        Make(ErrorCode.StoreUnreadable, file, $"The store is damaged: {detail}. Restore it from a copy, or move it away to start with an empty one.");

    private static bool DiskIsFull(string file)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(file)!).AvailableFreeSpace < NoRoom;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
