using System.Runtime.CompilerServices;
using Assay.Errors;
using Assay.Storage.Care;

namespace Assay.Storage.Sqlite;

/// <summary>Looks after a SQLite store. Works on connections of its own, so that the writer's and the readers' stay as they are.</summary>
internal sealed class SqliteMaintenance(SqliteRunStore store, StoreConnections connections, StoreReaderPool readers, WriterLock writerLock, string file) : IStoreMaintenance
{
    public Task<StoreVerification> VerifyAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var database = connections.OpenReader();
            return new StoreVerifier(database).Verify(cancellationToken);
        },
        cancellationToken);

    public async Task RebuildAsync(CancellationToken cancellationToken) =>
        await store.RebuildProjectionsAsync(cancellationToken).ConfigureAwait(false);

    public async Task<CompactReport> CompactAsync(CompactOptions options, CancellationToken cancellationToken)
    {
        // Rows that a run of this very store has found must not go under its hands.
        var right = await store.AcquireWriterAsync(null, cancellationToken).ConfigureAwait(false);
        await using (right.ConfigureAwait(false))
        {
            if (writerLock.Holders > 1)
                throw StoreErrors.Make(ErrorCode.StoreBusy, file, "A run is under way in this store. Compact it when the run has ended.");
            await store.FlushAsync(cancellationToken).ConfigureAwait(false);
            return await Task.Run(() => Compact(options, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    public IAsyncEnumerable<StoredEvent> ReadEventsAsync(CancellationToken cancellationToken) => new SqliteEventRepository(readers).ReadAllAsync(cancellationToken);

    public async IAsyncEnumerable<ScoreRow> ReadScoresAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        using var lease = readers.Rent();
        foreach (var row in ScoreRowReader.Read(lease.Reader))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    private CompactReport Compact(CompactOptions options, CancellationToken cancellationToken)
    {
        using var database = connections.OpenWriter();
        var before = Fold(database);
        var report = new StoreCompactor(database).Drop(options, cancellationToken);

        // The copy that SQLite makes meanwhile is as large as the store, so not in memory.
        database.Execute("PRAGMA temp_store = FILE");
        database.Execute("VACUUM");
        return report with { BytesBefore = before, BytesAfter = Fold(database) };
    }

    /// <summary>Folds the log into the file.</summary>
    /// <returns>The store's size.</returns>
    private long Fold(SqliteDatabase database)
    {
        database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        var log = new FileInfo(file + "-wal");
        return new FileInfo(file).Length + (log.Exists ? log.Length : 0);
    }
}
