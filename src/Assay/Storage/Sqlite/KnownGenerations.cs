using Assay.Identity;

namespace Assay.Storage.Sqlite;

/// <summary>
/// Which generations a store may hold, for as long as one process has the right to make them: then all that come are appended here, and
/// what was never appended needs no look-up, neither by who asks nor by the writer. Safe for concurrent use.
/// </summary>
/// <param name="readers">Connections that read.</param>
/// <param name="flush">Waits until everything that was appended is committed.</param>
internal sealed class KnownGenerations(StoreReaderPool readers, Func<CancellationToken, Task> flush)
{
    // Reading the keys of so many events costs less than looking one key up.
    private const int EventsALookUp = 8;

    private readonly Lock gate = new();
    private readonly KeyFilter filter = new();
    private long lookUps;
    private int isReading;
    private bool isComplete;
    private bool isOver;

    /// <summary>Appends a generation if the writer has room, and notes whether it is new.</summary>
    public bool TryAppend(GenerationEntry entry, StoreWriter writer)
    {
        // In the order of the queue: of two of the same key the first is the new one.
        lock (gate)
        {
            entry.IsNew = filter.Add(entry.Key) && isComplete && !isOver;
            if (writer.TryAppend(entry))
                return true;
            entry.IsNew = false;
            return false;
        }
    }

    /// <summary>Leaves out of keys those that are certainly not stored.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="cancellationToken">Stops the reading of what is stored.</param>
    /// <returns>The places of those that may be; null where that is not known.</returns>
    public async ValueTask<List<int>?> FindAsync(ReadOnlyMemory<Hash128> keys, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref lookUps, keys.Length);
        return Find(keys.Span) ?? (await TryReadAsync(cancellationToken).ConfigureAwait(false) ? Find(keys.Span) : null);
    }

    /// <summary>Knows nothing more, and calls nothing new any more.</summary>
    public void End()
    {
        lock (gate)
            isOver = true;
    }

    private List<int>? Find(ReadOnlySpan<Hash128> keys)
    {
        lock (gate)
        {
            if (!isComplete || isOver)
                return null;
            var places = new List<int>();
            for (var i = 0; i < keys.Length; i++)
            {
                if (filter.MayHold(keys[i]))
                    places.Add(i);
            }

            return places;
        }
    }

    /// <summary>Reads the stored keys, once so much was asked for that it pays, and unless somebody reads them.</summary>
    private async ValueTask<bool> TryReadAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref isReading, 1) != 0)
            return false;
        try
        {
            if (!IsWorthReading())
                return false;

            // What was appended before this was made is committed then; what is appended since is noted already.
            await flush(cancellationToken).ConfigureAwait(false);
            Read(cancellationToken);
            return true;
        }
        finally
        {
            Volatile.Write(ref isReading, 0);
        }
    }

    private bool IsWorthReading()
    {
        using var lease = readers.Rent();
        return lease.Reader.LastEvent() <= Interlocked.Read(ref lookUps) * EventsALookUp;
    }

    private void Read(CancellationToken cancellationToken)
    {
        using var lease = readers.Rent();
        foreach (var key in lease.Reader.Keys())
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (gate)
                filter.Add(key);
        }

        lock (gate)
            isComplete = true;
    }
}
