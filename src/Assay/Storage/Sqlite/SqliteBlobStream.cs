using SQLitePCL;
using ZstdSharp;

namespace Assay.Storage.Sqlite;

/// <summary>Reads a payload's stored bytes bit by bit. Keeps a reading connection until it is disposed.</summary>
internal sealed class SqliteBlobStream : Stream
{
    private readonly StoreReaderPool.Lease lease;
    private readonly sqlite3_blob blob;
    private readonly int length;
    private int position;
    private bool isDisposed;

    private SqliteBlobStream(StoreReaderPool.Lease lease, sqlite3_blob blob)
    {
        this.lease = lease;
        this.blob = blob;
        length = raw.sqlite3_blob_bytes(blob);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Opens a payload; the stream gives its bytes decompressed, and gives back the lease.</summary>
    public static Stream Open(StoreReaderPool.Lease lease, long row, long codec)
    {
        var stored = new SqliteBlobStream(lease, lease.Reader.Database.OpenBlob("payloads", "data", row));
        return codec == StorePayloads.Zstd ? new DecompressionStream(stored, leaveOpen: false) : stored;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        var count = Math.Min(buffer.Length, length - position);
        if (count <= 0)
            return 0;
        lease.Reader.Database.ReadBlob(blob, buffer[..count], position);
        position += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !isDisposed)
        {
            isDisposed = true;
            blob.Dispose();
            lease.Dispose();
        }

        base.Dispose(disposing);
    }
}
