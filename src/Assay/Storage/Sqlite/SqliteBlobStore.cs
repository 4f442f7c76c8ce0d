using Assay.Errors;
using Assay.Identity;

namespace Assay.Storage.Sqlite;

/// <summary>Keeps blobs among the payloads of a SQLite store.</summary>
internal sealed class SqliteBlobStore(StoreReaderPool pool, Func<StoreWriter> writer, string file) : IBlobStore
{
    public async ValueTask<Hash128> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.Length > IBlobStore.LargestBlob)
            throw TooLarge();
        var hash = Digest.Of(bytes.Span);
        await writer().InvokeAsync(
            batch =>
            {
                batch.Keep(bytes.Span);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return hash;
    }

    public async ValueTask<Hash128> PutAsync(Stream content, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var part = new byte[81920];
        while (await content.ReadAsync(part, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            if (buffer.Length + read > IBlobStore.LargestBlob)
                throw TooLarge();
            await buffer.WriteAsync(part.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }

        return await PutAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<bool> ExistsAsync(Hash128 hash, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var lease = pool.Rent();
        return ValueTask.FromResult(lease.Reader.FindPayload(hash) is not null);
    }

    public ValueTask<byte[]?> GetAsync(Hash128 hash, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var lease = pool.Rent();
        return ValueTask.FromResult(lease.Reader.ReadPayload(hash));
    }

    public async ValueTask<Stream?> OpenReadAsync(Hash128 hash, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.CompletedTask.ConfigureAwait(false);
        return Open(hash);
    }

    private Stream? Open(Hash128 hash)
    {
        var lease = pool.Rent();
        try
        {
            if (lease.Reader.FindPayload(hash) is { } payload)
                return SqliteBlobStream.Open(lease, payload.Row, payload.Codec);
        }
        catch
        {
            lease.Dispose();
            throw;
        }

        lease.Dispose();
        return null;
    }

    private StoreException TooLarge() =>
        StoreErrors.Make(ErrorCode.OptionInvalid, file, FormattableString.Invariant($"A blob has more than {IBlobStore.LargestBlob} bytes, which is the most that the store can keep in one. Split it, or keep it elsewhere."));
}
