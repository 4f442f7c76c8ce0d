namespace Assay.Storage.Sqlite;

/// <summary>
/// The right of one store to make generations alone, as often as it is taken, and what is known of the stored ones meanwhile. What was
/// appended as new is committed before another process can have the right.
/// </summary>
/// <param name="readers">Connections that read.</param>
/// <param name="flush">Waits until everything that was appended is committed.</param>
internal sealed class MakingRight(StoreReaderPool readers, Func<CancellationToken, Task> flush)
{
    private readonly Lock gate = new();
    private volatile KnownGenerations? known;
    private int holders;

    /// <summary>What is known; null while nobody has the right.</summary>
    public KnownGenerations? Known => known;

    /// <summary>Counts one more that has the right.</summary>
    /// <param name="held">The lock, given back with what this gives.</param>
    public IAsyncDisposable Hold(IAsyncDisposable held)
    {
        lock (gate)
        {
            if (holders++ == 0)
                known = new KnownGenerations(readers, flush);
        }

        return new Lease(this, held);
    }

    /// <summary>The store is being closed, which commits what was appended.</summary>
    public void Close()
    {
        lock (gate)
            known = null;
    }

    private async ValueTask ReleaseAsync(IAsyncDisposable held)
    {
        KnownGenerations? ended = null;
        lock (gate)
        {
            if (--holders == 0)
                (ended, known) = (known, null);
        }

        try
        {
            ended?.End();
            if (ended is not null)
                await flush(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            await held.DisposeAsync().ConfigureAwait(false);
        }
    }

    private sealed class Lease(MakingRight owner, IAsyncDisposable held) : IAsyncDisposable
    {
        private int isReleased;

        public ValueTask DisposeAsync() => Interlocked.Exchange(ref isReleased, 1) == 0 ? owner.ReleaseAsync(held) : ValueTask.CompletedTask;
    }
}
