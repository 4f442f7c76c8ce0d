using Assay.Errors;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Storage.Sqlite;

/// <summary>Keeps blobs among the payloads of a SQLite store.</summary>
internal sealed class SqliteBlobStore(StoreReaderPool pool, Func<StoreWriter> writer, string file, PayloadCompression compression) : IBlobStore
{
    /// <summary>Streams of more bytes than this go through files.</summary>
    private const int MostInMemory = 1 << 20;

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
        var beginning = new byte[MostInMemory + 1];
        var length = await content.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (length <= MostInMemory)
            return await PutAsync(beginning.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        var to = writer();
        var blob = await SpooledBlob.ReadAsync(beginning.AsMemory(0, length), content, Path.GetDirectoryName(file)!, compression, TooLarge, cancellationToken).ConfigureAwait(false);
        await using (blob.ConfigureAwait(false))
        {
            // The writer reads the files, so they must not go before it has ended.
            return await to.InvokeAsync(batch => batch.Keep(blob), CancellationToken.None).ConfigureAwait(false);
        }
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
