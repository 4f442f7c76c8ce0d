using System.Text;
using Assay.Identity;
using SQLitePCL;

namespace Assay.Storage.Sqlite;

/// <summary>A prepared statement. Parameters count from 1, columns from 0, as in SQLite.</summary>
internal sealed class SqliteStatement(SqliteDatabase database, string sql)
{
    private readonly sqlite3_stmt handle = database.PrepareHandle(sql);

    public SqliteStatement Bind(int parameter, long value)
    {
        _ = raw.sqlite3_bind_int64(handle, parameter, value);
        return this;
    }

    public SqliteStatement Bind(int parameter, long? value) => value is { } number ? Bind(parameter, number) : BindNull(parameter);

    public SqliteStatement Bind(int parameter, double? value)
    {
        if (value is not { } number)
            return BindNull(parameter);
        _ = raw.sqlite3_bind_double(handle, parameter, number);
        return this;
    }

    public SqliteStatement Bind(int parameter, Hash128 value)
    {
        Span<byte> bytes = stackalloc byte[Hash128.Size];
        value.WriteTo(bytes);
        return Bind(parameter, bytes);
    }

    public SqliteStatement Bind(int parameter, ReadOnlySpan<byte> blob)
    {
        Check(raw.sqlite3_bind_blob(handle, parameter, blob));
        return this;
    }

    /// <summary>Binds a text; null binds NULL.</summary>
    public SqliteStatement Bind(int parameter, string? text)
    {
        if (text is null)
            return BindNull(parameter);

        // A pointer to no bytes would bind NULL.
        if (text.Length == 0)
        {
            Check(raw.sqlite3_bind_text(handle, parameter, ""));
            return this;
        }

        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (database.Scratch.Length < most)
            database.Scratch = new byte[most];
        return BindUtf8(parameter, database.Scratch.AsSpan(0, Encoding.UTF8.GetBytes(text, database.Scratch)));
    }

    /// <summary>Binds a text that is encoded already and not empty.</summary>
    public SqliteStatement BindUtf8(int parameter, ReadOnlySpan<byte> utf8)
    {
        Check(raw.sqlite3_bind_text(handle, parameter, utf8));
        return this;
    }

    public SqliteStatement BindNull(int parameter)
    {
        _ = raw.sqlite3_bind_null(handle, parameter);
        return this;
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one; when not, the statement is ready to run again.</returns>
    public bool Step()
    {
        var result = raw.sqlite3_step(handle);
        if (result == raw.SQLITE_ROW)
            return true;
        if (result == raw.SQLITE_DONE)
        {
            _ = raw.sqlite3_reset(handle);
            return false;
        }

        var failure = database.Failure(result);
        _ = raw.sqlite3_reset(handle);
        throw failure;
    }

    /// <summary>Runs to the end and ignores rows.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>The first column of the only row; null when there is no row.</summary>
    public long? FirstLong()
    {
        if (!Step())
            return null;
        var value = Long(0);
        Reset();
        return value;
    }

    /// <summary>The first column of a row that is there.</summary>
    public long RequiredLong() => FirstLong() ?? throw new InvalidOperationException("A statement that must give a row gave none.");

    /// <summary>Runs to the end unless the store is busy.</summary>
    /// <returns>Whether it ran.</returns>
    public bool TryRun()
    {
        var result = raw.sqlite3_step(handle);
        if (result is raw.SQLITE_DONE or raw.SQLITE_ROW)
        {
            _ = raw.sqlite3_reset(handle);
            return true;
        }

        var failure = database.Failure(result);
        _ = raw.sqlite3_reset(handle);
        return (result & 0xff) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED ? false : throw failure;
    }

    public void Reset() => _ = raw.sqlite3_reset(handle);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public bool IsBlob(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_BLOB;

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public long? NullableLong(int column) => IsNull(column) ? null : Long(column);

    public string? NullableText(int column) => IsNull(column) ? null : Text(column);

    public Hash128 Hash(int column) => Hash128.FromBytes(Blob(column));

    public DateTimeOffset Time(int column) => DateTimeOffset.FromUnixTimeMilliseconds(Long(column));

    public TimeSpan Duration(int column) => TimeSpan.FromMicroseconds(Long(column));

    public double Double(int column) => raw.sqlite3_column_double(handle, column);

    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, column));

    /// <summary>Frees the statement; its connection does so too when it is closed.</summary>
    public void Close() => handle.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            throw database.Failure(result);
    }
}
