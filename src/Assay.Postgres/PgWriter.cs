using System.Threading.Channels;
using Assay.Identity;
using Assay.Storage;
using Npgsql;

namespace Assay.Postgres;

/// <summary>
/// The one task of a process that writes entries. It takes what waits in the queue, copies it into temporary tables on a connection
/// of its own, and makes rows of them in one transaction; other processes do the same, and their transactions take turns at the last step.
/// </summary>
internal sealed class PgWriter : IAsyncDisposable
{
    private const int Capacity = 32 * 1024;
    private const int LargestBatch = 8 * 1024;
    private const int Room = 8 * 1024;
    private const int SmallBatch = 256;
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(2);

    private readonly Channel<StoreEntry> queue = Channel.CreateBounded<StoreEntry>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly List<StoreEntry> entries = [];
    private readonly PgDatabase database;
    private readonly PostgresStoreOptions options;
    private readonly TimeProvider time;
    private readonly Task loop;
    private NpgsqlConnection? connection;
    private volatile Exception? failure;
    private volatile bool isFailureSeen;

    public PgWriter(PgDatabase database, PostgresStoreOptions options, TimeProvider time)
    {
        this.database = database;
        this.options = options;
        this.time = time;
        loop = Task.Run(RunAsync);
    }

    /// <summary>Queues an entry.</summary>
    public async ValueTask AppendAsync(StoreEntry entry, CancellationToken cancellationToken)
    {
        ThrowIfFailed();
        if (queue.Writer.TryWrite(entry))
            return;
        try
        {
            await queue.Writer.WriteAsync(entry, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            ThrowIfFailed();
            throw new ObjectDisposedException(nameof(PgRunStore));
        }
    }

    /// <summary>Waits until less than a batch is queued.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        if (failure is null && queue.Reader.Count >= Room)
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfFailed();
    }

    /// <summary>Waits until everything appended before is committed.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        var flush = new FlushEntry();
        await AppendAsync(flush, cancellationToken).ConfigureAwait(false);
        await flush.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfFailed();
    }

    /// <summary>Gives items their rows, in order with the entries.</summary>
    public async Task InternAsync(IReadOnlyList<ItemEntry> items, CancellationToken cancellationToken)
    {
        await AppendAsync(new ItemsEntry(items), cancellationToken).ConfigureAwait(false);
        await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes what is queued and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop.ConfigureAwait(false);
        if (connection is not null)
            await connection.DisposeAsync().ConfigureAwait(false);
        if (!isFailureSeen)
            ThrowIfFailed();
    }

    private async Task RunAsync()
    {
        try
        {
            while (await queue.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                if (!Collect() && entries.Count < SmallBatch)
                {
                    await Task.Delay(Linger).ConfigureAwait(false);
                    Collect();
                }

                await WriteAsync().ConfigureAwait(false);
                Finish();
            }
        }
        catch (Exception exception)
        {
            Fail(PgDatabase.IsOfDatabase(exception) ? PgErrors.From(exception, database.Place) : exception);
        }
    }

    /// <summary>Takes what is queued.</summary>
    /// <returns>Whether someone waits for the batch.</returns>
    private bool Collect()
    {
        var isAwaited = false;
        while (entries.Count < LargestBatch && queue.Reader.TryRead(out var entry))
        {
            entries.Add(entry);
            isAwaited |= entry is FlushEntry;
        }

        return isAwaited;
    }

    private async Task WriteAsync()
    {
        var batch = new PgBatch(options, time.GetUtcNow().ToUnixTimeMilliseconds());
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i] is ItemsEntry { Items: var items })
                batch.Add(items);
            else if (entries[i] is not FlushEntry)
                batch.Add(entries[i], i);
        }

        if (batch.IsEmpty)
            return;
        await ConnectAsync().ConfigureAwait(false);
        var transaction = await connection!.BeginTransactionAsync().ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await PgStaging.CopyAsync(connection, batch, database.Blobs, CancellationToken.None).ConfigureAwait(false);
            await connection.RunAsync(PgLocks.Take(PgLocks.Events), CancellationToken.None).ConfigureAwait(false);
            var last = await connection.LongAsync("SELECT max(seq) FROM events", CancellationToken.None).ConfigureAwait(false) ?? 0;
            await connection.RunAsync(PgStaging.StoreAfter(last, batch), CancellationToken.None).ConfigureAwait(false);
            var generations = await RowsAsync("SELECT key, gen FROM generation_keys WHERE key = ANY($1)", batch.Generations.Keys).ConfigureAwait(false);
            var rows = await RowsAsync("SELECT key, id FROM items WHERE key = ANY($1)", batch.Items.Keys).ConfigureAwait(false);
            await transaction.CommitAsync().ConfigureAwait(false);
            foreach (var (key, same) in batch.Generations)
                same.ForEach(entry => entry.RowId = generations[key]);
            foreach (var (key, same) in batch.Items)
                same.ForEach(entry => entry.RowId = rows[key]);
        }
    }

    private async Task ConnectAsync()
    {
        if (connection is not null)
            return;
        connection = await database.ConnectAsync(CancellationToken.None).ConfigureAwait(false);
        await connection.RunAsync(PgStaging.Make, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<Dictionary<Hash128, long>> RowsAsync(string sql, IReadOnlyCollection<Hash128> keys)
    {
        if (keys.Count == 0)
            return [];
        var rows = await connection!.ListAsync(sql, static row => (row.Hash(0), row.Long(1)), CancellationToken.None, (byte[][])[.. keys.Select(static key => key.ToBytes())]).ConfigureAwait(false);
        return rows.ToDictionary(static row => row.Item1, static row => row.Item2);
    }

    private void Finish()
    {
        foreach (var entry in entries)
        {
            entry.Committed?.Invoke(entry);
            (entry as FlushEntry)?.Complete();
        }

        entries.Clear();
    }

    private void Fail(Exception exception)
    {
        failure = exception;
        queue.Writer.TryComplete();
        while (queue.Reader.TryRead(out var entry))
            entries.Add(entry);
        foreach (var entry in entries)
            (entry as FlushEntry)?.Complete();
        entries.Clear();
    }

    // A new exception for each caller: a shared one would collect their stack traces.
    private void ThrowIfFailed()
    {
        if (failure is null)
            return;
        isFailureSeen = true;
        throw failure is Errors.StoreException store
            ? new Errors.StoreException(store.Problems, store)
            : new InvalidOperationException($"The store's writer has failed: {failure.Message}", failure);
    }

    /// <summary>Items that need rows.</summary>
    private sealed class ItemsEntry(IReadOnlyList<ItemEntry> items) : StoreEntry
    {
        public IReadOnlyList<ItemEntry> Items => items;
    }

    /// <summary>Something that someone waits for.</summary>
    private sealed class FlushEntry : StoreEntry
    {
        private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task => completion.Task;

        public void Complete() => completion.TrySetResult();
    }
}
