using System.Globalization;
using Assay.Errors;
using SQLitePCL;

namespace Assay.Storage.Sqlite;

/// <summary>One connection, used by one thread at a time.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private const int NoCheckpointOnClose = 1006;
    private readonly sqlite3 handle;
    private readonly List<SqliteStatement> statements = [];

    private SqliteDatabase(sqlite3 handle, string file)
    {
        this.handle = handle;
        File = file;
    }

    /// <summary>The store's file, for messages.</summary>
    public string File { get; }

    public bool IsReadOnly => raw.sqlite3_db_readonly(handle, "main") == 1;

    public int Changes => raw.sqlite3_changes(handle);

    /// <summary>Where statements encode texts.</summary>
    internal byte[] Scratch { get; set; } = new byte[4096];

    /// <summary>Opens a connection without touching the file.</summary>
    /// <param name="file">The store's file.</param>
    /// <param name="flags">SQLite's open flags.</param>
    /// <param name="uri">What to open, when it is not the plain path.</param>
    public static SqliteDatabase Open(string file, int flags, string? uri = null)
    {
        Batteries_V2.Init();
        var result = raw.sqlite3_open_v2(uri ?? file, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        if (result != raw.SQLITE_OK)
        {
            var message = handle is null ? "out of memory" : raw.sqlite3_errmsg(handle).utf8_to_string();
            handle?.Dispose();
            throw StoreErrors.FromSqlite(result, message, file);
        }

        _ = raw.sqlite3_extended_result_codes(handle, 1);
        return new SqliteDatabase(handle!, file);
    }

    /// <summary>Prepares a statement that lives as long as the connection.</summary>
    public SqliteStatement Prepare(string sql)
    {
        var statement = PrepareOnce(sql);
        statements.Add(statement);
        return statement;
    }

    /// <summary>Prepares a statement that the caller closes.</summary>
    public SqliteStatement PrepareOnce(string sql) => new(this, sql);

    /// <summary>Runs statements separated by semicolons and ignores their rows.</summary>
    public void Execute(string sql)
    {
        var result = raw.sqlite3_exec(handle, sql);
        if (result != raw.SQLITE_OK)
            throw Failure(result);
    }

    public long QueryLong(string sql)
    {
        var statement = PrepareOnce(sql);
        try
        {
            return statement.Step() ? statement.Long(0) : 0;
        }
        finally
        {
            statement.Close();
        }
    }

    /// <summary>Opens a row's blob for reading, or for writing too.</summary>
    public sqlite3_blob OpenBlob(string table, string column, long row, bool isWritten = false)
    {
        var result = raw.sqlite3_blob_open(handle, "main", table, column, row, isWritten ? 1 : 0, out var blob);
        return result == raw.SQLITE_OK ? blob : throw Failure(result);
    }

    /// <summary>Reads a part of a blob.</summary>
    public void ReadBlob(sqlite3_blob blob, Span<byte> part, int offset)
    {
        var result = raw.sqlite3_blob_read(blob, part, offset);
        if (result != raw.SQLITE_OK)
            throw Failure(result);
    }

    /// <summary>Writes a part of a blob, whose size stays as it is.</summary>
    public void WriteBlob(sqlite3_blob blob, ReadOnlySpan<byte> part, int offset)
    {
        var result = raw.sqlite3_blob_write(blob, part, offset);
        if (result != raw.SQLITE_OK)
            throw Failure(result);
    }

    public void SetPragma(string name, long value) =>
        Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA {name} = {value}"));

    public void SetBusyTimeout(TimeSpan timeout) =>
        _ = raw.sqlite3_busy_timeout(handle, (int)Math.Min(timeout.TotalMilliseconds, int.MaxValue));

    /// <summary>Undoes the open transaction, if there is one.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(handle) == 0)
            _ = raw.sqlite3_exec(handle, "ROLLBACK");
    }

    /// <summary>Closing this connection leaves the file as it is, even when it is the last one.</summary>
    public void LeaveUntouchedOnClose() => _ = raw.sqlite3_db_config(handle, NoCheckpointOnClose, 1, out _);

    public StoreException Failure(int result) =>
        StoreErrors.FromSqlite(result, raw.sqlite3_errmsg(handle).utf8_to_string(), File);

    public void Dispose()
    {
        foreach (var statement in statements)
            statement.Close();
        statements.Clear();
        _ = raw.sqlite3_close_v2(handle);
        handle.Dispose();
    }

    internal sqlite3_stmt PrepareHandle(string sql)
    {
        var result = raw.sqlite3_prepare_v3(handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement);
        return result == raw.SQLITE_OK ? statement : throw Failure(result);
    }
}
