using Assay.Errors;
using Assay.Identity;
using Assay.Specs;
using Assay.Storage.Care;

namespace Assay.Storage.Sqlite;

/// <summary>
/// A store in one SQLite file. Entries are written by one task in group commits; readers see what is committed while
/// it writes. Several processes may have the file open: their transactions take turns.
/// </summary>
public sealed class SqliteRunStore : IRunStore
{
    private readonly StoreReaderPool readers;
    private readonly StoreWriter? writer;
    private readonly WriterLock writerLock;
    private readonly string file;
    private readonly TimeProvider time;
    private readonly StoreConnections connections;
    private readonly PayloadCompression compression;
    private readonly MakingRight making;

    private SqliteRunStore(StoreReaderPool readers, StoreWriter? writer, WriterLock writerLock, StoreConnections connections, SqliteStoreOptions options, TimeProvider time)
    {
        compression = options.Compression;
        this.connections = connections;
        this.time = time;
        this.readers = readers;
        making = new MakingRight(readers, cancellationToken => FlushAsync(cancellationToken).AsTask());
        this.writer = writer;
        this.writerLock = writerLock;
        file = options.FilePath;
    }

    /// <summary>Opens a store, and makes it when it is absent and not opened for reading alone.</summary>
    /// <param name="options">Where it lies and how it is kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="StoreException">
    /// <see cref="ErrorCode.StoreUnreadable"/>: it is absent, no store, damaged or cut short;
    /// <see cref="ErrorCode.StoreTooNew"/>: a newer version wrote it, and it was left untouched;
    /// <see cref="ErrorCode.StoreReadOnly"/>: it cannot be written and was not opened for reading alone;
    /// <see cref="ErrorCode.StoreFull"/>: there is no room to make it.
    /// </exception>
    public static Task<SqliteRunStore> OpenAsync(SqliteStoreOptions options, TimeProvider time, CancellationToken cancellationToken) =>
        OpenAsync(options, StoreMigrations.Current, time, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<long> InternAsync(string kind, Hash128 key, string json, CancellationToken cancellationToken) =>
        await Writer.InvokeAsync(batch => batch.Intern(kind, key, json), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<long> OpenPlanAsync(PlanRecord plan, CancellationToken cancellationToken) =>
        await Writer.InvokeAsync(batch => batch.OpenPlan(plan), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<long> BeginRunAsync(IReadOnlyList<long> planIds, string provenanceJson, DateTimeOffset started, CancellationToken cancellationToken) =>
        await Writer.InvokeAsync(batch => batch.BeginRun(planIds, provenanceJson, started), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask EndRunAsync(long runId, RunState state, DateTimeOffset ended, CancellationToken cancellationToken) =>
        await InvokeAsync(batch => batch.EndRun(runId, state, ended), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask FindGenerationsAsync(ReadOnlyMemory<Hash128> keys, Memory<StoredGeneration> found, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(found.Length, keys.Length);
        var places = making.Known is { } known ? await known.FindAsync(keys, cancellationToken).ConfigureAwait(false) : null;
        if (places is { Count: 0 })
        {
            found.Span[..keys.Length].Clear();
            return;
        }

        using var lease = readers.Rent();
        lease.Reader.Find(keys.Span, places, found.Span, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Output> ReadOutputAsync(long generationId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var lease = readers.Rent();
        return ValueTask.FromResult(lease.Reader.ReadOutput(generationId));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredOutput> ReadOutputsAsync(long planId, CancellationToken cancellationToken) =>
        OutputReader.ReadAsync(readers, planId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoredItem?> ReadItemAsync(long itemRow, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var lease = readers.Rent();
        return ValueTask.FromResult(lease.Reader.ReadItem(itemRow));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredItem?>> ReadItemsAsync(IReadOnlyList<long> itemRows, CancellationToken cancellationToken)
    {
        using var lease = readers.Rent();
        return ValueTask.FromResult<IReadOnlyList<StoredItem?>>(lease.Reader.Each(itemRows, lease.Reader.ReadItem, cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ReadOutputTextsAsync(IReadOnlyList<long> generationIds, CancellationToken cancellationToken)
    {
        using var lease = readers.Rent();
        return ValueTask.FromResult<IReadOnlyList<string>>(lease.Reader.Each(generationIds, lease.Reader.ReadOutputText, cancellationToken));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredCandidate> ReadCandidatesAsync(long planId, IReadOnlyList<Overlay> overlays, CancellationToken cancellationToken) =>
        CandidateReader.ReadAsync(readers, planId, overlays, 0, long.MaxValue, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredCandidate> ReadCandidatesAsync(long planId, IReadOnlyList<Overlay> overlays, long first, long count, CancellationToken cancellationToken) =>
        CandidateReader.ReadAsync(readers, planId, overlays, first, count, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<long> CountFinishedAsync(long planId, IReadOnlyList<Overlay> overlays, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (overlays.Count <= FinishedCounter.MostOverlays)
        {
            using var lease = readers.Rent();
            return FinishedCounter.Count(lease.Reader.Database, planId, overlays);
        }

        long count = 0;
        await foreach (var candidate in ReadCandidatesAsync(planId, overlays, cancellationToken).ConfigureAwait(false))
            count += candidate.IsFinished ? 1 : 0;
        return count;
    }

    /// <inheritdoc/>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => Writer.WaitForRoomAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoredScore[]> FindScoresAsync(long generationId, Contracts.Item item, IReadOnlyList<Overlay> overlays, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (overlays.Count == 0)
            return ValueTask.FromResult<StoredScore[]>([]);
        using var lease = readers.Rent();
        return ValueTask.FromResult(lease.Reader.Scores.Find(generationId, StoreTables.KeyOf(item), overlays));
    }

    /// <inheritdoc/>
    public ValueTask AppendAsync(StoreEntry entry, CancellationToken cancellationToken)
    {
        var to = Writer;
        return entry is GenerationEntry generation && making.Known?.TryAppend(generation, to) == true
            ? ValueTask.CompletedTask
            : to.AppendAsync(entry, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask FlushAsync(CancellationToken cancellationToken) =>
        await InvokeAsync(_ => { }, cancellationToken).ConfigureAwait(false);

    /// <summary>Drops the projections and makes them anew from the events, in one transaction.</summary>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    public async ValueTask RebuildProjectionsAsync(CancellationToken cancellationToken) =>
        await InvokeAsync(batch => batch.RebuildProjections(), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> AcquireWriterAsync(Action<string>? waiting, CancellationToken cancellationToken)
    {
        _ = Writer;
        return making.Hold(await writerLock.AcquireAsync(shared: false, waiting, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> JoinWritersAsync(Action<string>? waiting, CancellationToken cancellationToken)
    {
        _ = Writer;
        return writerLock.AcquireAsync(shared: true, waiting, cancellationToken);
    }

    /// <summary>All of the store, each part behind its interface; disposing the bundle closes the store.</summary>
    public StorageBundle ToBundle() => new(
        this,
        new SqliteEventRepository(readers),
        new SqliteProjectionReader(readers),
        new SqliteBlobStore(readers, () => Writer, file, compression),
        new SqliteManifestRepository(readers, () => Writer, time),
        new SqliteObservabilityLinks(readers, () => Writer, file))
    {
        Budgets = new SqliteBudgetLedger(() => Writer),
        Care = new StoreCare(new SqliteMaintenance(this, connections, readers, writerLock, file)),
    };

    /// <summary>Writes what was appended and closes the store.</summary>
    /// <exception cref="StoreException">The writer has failed and no call has said so yet.</exception>
    public async ValueTask DisposeAsync()
    {
        making.Close();
        readers.Dispose();
        try
        {
            if (writer is not null)
                await writer.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            writerLock.Dispose();
        }
    }

    /// <summary>Opens a store with a history of schemas of its own.</summary>
    internal static async Task<SqliteRunStore> OpenAsync(SqliteStoreOptions options, StoreMigrations migrations, TimeProvider time, CancellationToken cancellationToken)
    {
        var connections = new StoreConnections(options, migrations);
        return await Task.Run(
            () =>
            {
                var writer = options.ReadOnly ? null : new StoreWriter(connections.OpenWriter(), options, time);
                var readers = new StoreReaderPool(connections.OpenReader);
                if (options.ReadOnly)
                    readers.Rent().Dispose();
                return new SqliteRunStore(readers, writer, new WriterLock(options, time), connections, options, time);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private StoreWriter Writer => writer ?? throw StoreErrors.ReadOnly(file);

    private Task<bool> InvokeAsync(Action<StoreBatch> action, CancellationToken cancellationToken) => Writer.InvokeAsync(
        batch =>
        {
            action(batch);
            return true;
        },
        cancellationToken);
}
