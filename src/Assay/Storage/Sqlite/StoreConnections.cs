using Assay.Errors;
using Assay.Specs;
using SQLitePCL;

namespace Assay.Storage.Sqlite;

/// <summary>Opens the connections of a store and creates it when it is absent.</summary>
/// <param name="options">The store's options.</param>
/// <param name="migrations">The schema's versions.</param>
internal sealed class StoreConnections(SqliteStoreOptions options, StoreMigrations migrations)
{
    // Holds the levels of keys that rows are added to at random; the last one is gone through in order.
    private const int WriterCacheKib = 24 * 1024;
    private const int ReaderCacheKib = 8 * 1024;

    // In pages; the first levels of keys are rewritten all over, so that folding the log seldom saves much.
    private const int CheckpointPages = 16 * 1024;

    // SQLite waits this long at a time; the writer tries again until the lock timeout.
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);

    private readonly string file = options.FilePath;

    /// <summary>Opens the one connection that writes; creates or migrates the store first.</summary>
    public SqliteDatabase OpenWriter()
    {
        if (!File.Exists(file) && !Directory.Exists(file))
            Create();
        StoreFile.Check(file, migrations);
        return OpenToWrite(file, database =>
        {
            if (database.IsReadOnly)
                throw StoreErrors.ReadOnly(file);
            migrations.Apply(database);
            StoreProjections.RebuildMissing(database);
        });
    }

    /// <summary>Opens a connection that reads.</summary>
    public SqliteDatabase OpenReader()
    {
        if (!File.Exists(file) && !Directory.Exists(file))
            throw StoreErrors.Make(ErrorCode.StoreUnreadable, file, "There is no store to read. Run the benchmark first, or name the right folder.");
        StoreFile.Check(file, migrations);
        try
        {
            return OpenToRead(null);
        }
        catch (StoreException) when (options.ReadOnly && !File.Exists(file + "-wal"))
        {
            // In a folder that cannot be written, SQLite can make neither log nor index; there is none, so the file is all.
            return OpenToRead(new Uri(file).AbsoluteUri + "?immutable=1");
        }
    }

    private SqliteDatabase OpenToWrite(string path, Action<SqliteDatabase> prepare)
    {
        SqliteDatabase? database = null;
        try
        {
            database = SqliteDatabase.Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
            database.SetBusyTimeout(BusyTimeout);
            migrations.Check(database);
            database.SetPragma("cache_size", -WriterCacheKib);
            database.SetPragma("wal_autocheckpoint", CheckpointPages);
            database.Execute(options.Durability == StoreDurability.Full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            database.Execute("PRAGMA temp_store = MEMORY");
            prepare(database);
            if (options.MaxPages > 0)
                database.SetPragma("max_page_count", options.MaxPages);
            return database;
        }
        catch (StoreException exception)
        {
            if (exception.Code == ErrorCode.StoreTooNew)
                database?.LeaveUntouchedOnClose();
            database?.Dispose();

            // SQLite cannot say why it failed to make its log beside a file that it may write.
            if (exception.Code == ErrorCode.StoreUnreadable && !CanWrite())
                throw StoreErrors.ReadOnly(file, exception);
            throw;
        }
    }

    private SqliteDatabase OpenToRead(string? uri)
    {
        var flags = raw.SQLITE_OPEN_READONLY | (uri is null ? 0 : raw.SQLITE_OPEN_URI);
        var database = SqliteDatabase.Open(file, flags, uri);
        try
        {
            database.SetBusyTimeout(options.LockTimeout);
            database.SetPragma("cache_size", -ReaderCacheKib);
            var version = migrations.Check(database);
            if (version < migrations.Version)
                throw StoreErrors.Make(ErrorCode.StoreReadOnly, file, FormattableString.Invariant($"The store has the older schema version {version} and must be brought to version {migrations.Version} first. Open it once for writing."));
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Makes the store beside its place and moves it there whole, so that no one ever sees half of one.</summary>
    private void Create()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var unfinished = $"{file}.{Guid.NewGuid():n}.new";
            try
            {
                OpenToWrite(unfinished, Initialise).Dispose();
                File.Move(unfinished, file, overwrite: false);
            }
            finally
            {
                File.Delete(unfinished);
            }
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process was faster, and its store is as good.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.FromFileSystem(exception, file);
        }
        catch (StoreException exception)
        {
            throw new StoreException([.. exception.Problems.Select(problem => problem with { File = file })], exception);
        }
    }

    private void Initialise(SqliteDatabase database)
    {
        migrations.Apply(database);
        database.Execute("PRAGMA journal_mode = WAL");
    }

    private bool CanWrite()
    {
        var probe = $"{file}.{Guid.NewGuid():n}.probe";
        try
        {
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
                return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
