using System.Threading.Channels;
using Assay.Errors;

namespace Assay.Storage.Sqlite;

/// <summary>
/// The one task that writes. It takes what waits in the queue, writes it in one transaction and commits, so that
/// a commit costs little per entry under load.
/// </summary>
internal sealed class StoreWriter : IAsyncDisposable
{
    private const int Capacity = 32 * 1024;
    private const int LargestBatch = 8 * 1024;

    // With more than this queued, those who make entries are asked to wait.
    private const int Room = 8 * 1024;

    // Below this many entries it pays to wait a moment for more: a commit costs as much as dozens of entries.
    private const int SmallBatch = 256;
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(1);

    private readonly Channel<StoreEntry> queue = Channel.CreateBounded<StoreEntry>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly List<StoreEntry> entries = [];
    private readonly SqliteDatabase database;
    private readonly StoreBatch batch;
    private readonly SqliteStoreOptions options;
    private readonly TimeProvider time;
    private readonly Task loop;
    private volatile Exception? failure;
    private volatile bool isFailureSeen;
    private TaskCompletionSource? room;

    public StoreWriter(SqliteDatabase database, SqliteStoreOptions options, TimeProvider time)
    {
        this.database = database;
        this.options = options;
        this.time = time;
        batch = new StoreBatch(database, options, time);
        loop = Task.Run(RunAsync);
    }

    /// <summary>Queues an entry.</summary>
    public ValueTask AppendAsync(StoreEntry entry, CancellationToken cancellationToken) =>
        TryAppend(entry) ? ValueTask.CompletedTask : AppendSlowlyAsync(entry, cancellationToken);

    /// <summary>Queues an entry if there is room for it.</summary>
    public bool TryAppend(StoreEntry entry) => failure is null && queue.Writer.TryWrite(entry);

    /// <summary>Waits until less than a batch is queued.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) =>
        failure is null && !IsBehind ? ValueTask.CompletedTask : WaitSlowlyAsync(cancellationToken);

    /// <summary>Does something in order with the entries and waits until it is committed.</summary>
    public async Task<T> InvokeAsync<T>(Func<StoreBatch, T> action, CancellationToken cancellationToken)
    {
        var command = new StoreCommand<T>(action);
        await AppendAsync(command, cancellationToken).ConfigureAwait(false);
        try
        {
            return await command.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (failure is not null)
        {
            throw Failure();
        }
    }

    /// <summary>Writes what is queued and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop.ConfigureAwait(false);
        batch.Dispose();
        database.Dispose();
        if (failure is not null && !isFailureSeen)
            throw Failure();
    }

    private async ValueTask AppendSlowlyAsync(StoreEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            if (failure is not null)
                throw Failure();
            await queue.Writer.WriteAsync(entry, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException) when (failure is not null)
        {
            throw Failure();
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteRunStore));
        }
    }

    private async ValueTask WaitSlowlyAsync(CancellationToken cancellationToken)
    {
        while (IsBehind)
        {
            var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var waiting = Interlocked.CompareExchange(ref room, made, null) ?? made;

            // The writer may have made room before it could see that somebody waits.
            if (IsBehind)
                await waiting.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        if (failure is not null)
            throw Failure();
    }

    private bool IsBehind => failure is null && queue.Reader.Count >= Room;

    private void TellRoom() => Interlocked.Exchange(ref room, null)?.TrySetResult();

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

                TellRoom();
                await WriteAsync().ConfigureAwait(false);
                Finish();
            }
        }
        catch (Exception exception)
        {
            Fail(exception);
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
            isAwaited |= entry is StoreCommand;
        }

        return isAwaited;
    }

    private async Task WriteAsync()
    {
        await BeginAsync().ConfigureAwait(false);
        foreach (var entry in entries)
            batch.Write(entry);
        batch.Commit();
    }

    private async Task BeginAsync()
    {
        var started = time.GetTimestamp();
        while (!batch.TryBegin())
        {
            if (time.GetElapsedTime(started) > options.LockTimeout)
                throw StoreErrors.Busy(database.File);
            await Task.Yield();
        }
    }

    private void Finish()
    {
        foreach (var entry in entries)
        {
            entry.Committed?.Invoke(entry);
            (entry as StoreCommand)?.Complete();
        }

        entries.Clear();
    }

    private void Fail(Exception exception)
    {
        failure = exception;
        batch.Rollback();
        queue.Writer.TryComplete();
        while (queue.Reader.TryRead(out var entry))
            entries.Add(entry);
        foreach (var entry in entries)
            (entry as StoreCommand)?.Fail(exception);
        entries.Clear();
        TellRoom();
    }

    // A new exception for each caller: a shared one would collect their stack traces.
    private Exception Failure()
    {
        isFailureSeen = true;
        return failure is StoreException store
            ? new StoreException(store.Problems, store)
            : new InvalidOperationException($"The store's writer has failed: {failure!.Message}", failure);
    }
}
