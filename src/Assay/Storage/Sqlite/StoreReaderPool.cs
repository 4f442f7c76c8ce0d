namespace Assay.Storage.Sqlite;

/// <summary>Keeps a few reading connections open between uses.</summary>
/// <param name="open">Opens one more.</param>
internal sealed class StoreReaderPool(Func<SqliteDatabase> open) : IDisposable
{
    private const int Kept = 4;
    private readonly Lock gate = new();
    private readonly Stack<StoreReader> idle = [];
    private bool isDisposed;

    /// <summary>Takes a connection until the lease is disposed.</summary>
    public Lease Rent()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, typeof(SqliteRunStore));
            if (idle.TryPop(out var reader))
                return new Lease(this, reader);
        }

        return new Lease(this, new StoreReader(open()));
    }

    private void Return(StoreReader reader)
    {
        lock (gate)
        {
            if (!isDisposed && idle.Count < Kept)
            {
                idle.Push(reader);
                return;
            }
        }

        reader.Close();
    }

    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            while (idle.TryPop(out var reader))
                reader.Close();
        }
    }

    /// <summary>A connection that is in use.</summary>
    internal readonly struct Lease(StoreReaderPool pool, StoreReader reader) : IDisposable
    {
        public StoreReader Reader => reader;

        public void Dispose() => pool.Return(reader);
    }
}
