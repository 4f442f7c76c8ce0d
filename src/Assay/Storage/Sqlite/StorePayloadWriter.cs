using System.Buffers;
using Assay.Identity;
using Assay.Specs;
using ZstdSharp;

namespace Assay.Storage.Sqlite;

/// <summary>Stores bytes by their content, once, and compressed where that makes them shorter.</summary>
internal sealed class StorePayloadWriter(SqliteDatabase database, SqliteStoreOptions options) : IDisposable
{
    // The fastest level that still finds most of what repeats in prose and JSON.
    private const int Level = 1;

    private readonly SqliteStatement select = database.Prepare("SELECT id FROM payloads WHERE hash = ?1");
    private readonly SqliteStatement insert = database.Prepare("INSERT INTO payloads(hash, codec, size, data) VALUES (?1, ?2, ?3, ?4) RETURNING id");
    private readonly Compressor? compressor = options.Compression == PayloadCompression.Zstd ? new Compressor(Level) : null;

    /// <summary>The row of bytes, inserted when they are new.</summary>
    public long Intern(ReadOnlySpan<byte> bytes)
    {
        var hash = Digest.Of(bytes);
        if (select.Bind(1, hash).FirstLong() is { } known)
            return known;
        insert.Bind(1, hash).Bind(3, bytes.Length);
        return compressor is null || TryCompressed(bytes) is not { } row
            ? insert.Bind(2, StorePayloads.Plain).Bind(4, bytes).RequiredLong()
            : row;
    }

    public void Dispose() => compressor?.Dispose();

    private long? TryCompressed(ReadOnlySpan<byte> bytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Compressor.GetCompressBound(bytes.Length));
        try
        {
            var length = compressor!.Wrap(bytes, buffer);
            return length < bytes.Length ? insert.Bind(2, StorePayloads.Zstd).Bind(4, buffer.AsSpan(0, length)).RequiredLong() : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
