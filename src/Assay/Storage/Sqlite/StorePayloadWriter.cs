using System.Buffers;
using Assay.Identity;
using Assay.Specs;
using ZstdSharp;

namespace Assay.Storage.Sqlite;

/// <summary>Stores bytes by their content, once, and compressed where that makes them shorter.</summary>
internal sealed class StorePayloadWriter(SqliteDatabase database, SqliteStoreOptions options) : IDisposable
{
    // The fastest level that still finds most of what repeats in prose and JSON.
    public const int Level = 1;

    /// <summary>How many bytes of what is not in memory are moved at once.</summary>
    public const int PartSize = 1 << 17;

    private readonly StoreKeys keys = new(database, "payload_keys", "payload");
    private readonly SqliteStatement insert = database.Prepare("INSERT INTO payloads(hash, codec, size, data) VALUES (?1, ?2, ?3, ?4) RETURNING id");
    private readonly SqliteStatement insertEmpty = database.Prepare("INSERT INTO payloads(hash, codec, size, data) VALUES (?1, ?2, ?3, zeroblob(?4)) RETURNING id");
    private readonly Compressor? compressor = options.Compression == PayloadCompression.Zstd ? new Compressor(Level) : null;

    /// <summary>The row of bytes, inserted when they are new.</summary>
    public long Intern(ReadOnlySpan<byte> bytes)
    {
        var hash = Digest.Of(bytes);
        if (keys.Find(hash) is { } known)
            return known;
        insert.Bind(1, hash).Bind(3, bytes.Length);
        var row = compressor is null || TryCompressed(bytes) is not { } compressed
            ? insert.Bind(2, StorePayloads.Plain).Bind(4, bytes).RequiredLong()
            : compressed;
        keys.Add(hash, row);
        return row;
    }

    /// <summary>The row of a blob that is not in memory, inserted when it is new.</summary>
    public long Intern(SpooledBlob blob)
    {
        if (keys.Find(blob.Hash) is { } known)
            return known;
        var stored = blob.Stored;
        var row = insertEmpty.Bind(1, blob.Hash).Bind(2, blob.Codec).Bind(3, blob.Size).Bind(4, stored.Length).RequiredLong();
        var part = ArrayPool<byte>.Shared.Rent(PartSize);
        try
        {
            using var target = database.OpenBlob("payloads", "data", row, isWritten: true);
            for (int at = 0, read; (read = stored.Read(part)) > 0; at += read)
                database.WriteBlob(target, part.AsSpan(0, read), at);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(part);
        }

        keys.Add(blob.Hash, row);
        return row;
    }

    /// <inheritdoc cref="StoreKeys.Settle"/>
    public void Settle() => keys.Settle();

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
