using System.Text;
using Assay.Identity;
using Assay.Specs;
using Npgsql;
using ZstdSharp;

namespace Assay.Postgres;

/// <summary>Packs and unpacks what is stored by its content.</summary>
internal static class PgPayloads
{
    /// <summary>The bytes as they are.</summary>
    public const long Plain = 0;

    /// <summary>One Zstandard frame.</summary>
    public const long Zstd = 1;

    private const int Level = 1;

    /// <summary>Packs bytes; compressed where that is asked for and shorter.</summary>
    public static PackedPayload Pack(byte[] bytes, PayloadCompression compression)
    {
        var hash = Digest.Of(bytes);
        if (compression == PayloadCompression.Zstd)
        {
            using var compressor = new Compressor(Level);
            var packed = compressor.Wrap(bytes);
            if (packed.Length < bytes.Length)
                return new PackedPayload(hash, Zstd, bytes.Length, packed.ToArray());
        }

        return new PackedPayload(hash, Plain, bytes.Length, bytes);
    }

    /// <summary>A text that is in its row, or in the four columns of its payload (data, codec, size, hash) after it.</summary>
    public static string? Text(NpgsqlDataReader row, int column, PgDatabase database) =>
        row.IsDBNull(column + 2) ? row.NullableText(column) : Encoding.UTF8.GetString(Bytes(row, column + 1, database));

    /// <summary>A payload's bytes from its columns data, codec, size and hash, checked against their digest.</summary>
    public static byte[] Bytes(NpgsqlDataReader row, int column, PgDatabase database)
    {
        var hash = row.Hash(column + 3);
        var stored = row.IsDBNull(column) ? ReadFile(hash, database) : row.GetFieldValue<byte[]>(column);
        var bytes = Unpack(stored, row.Long(column + 1), row.Long(column + 2), database.Place);
        return Digest.Of(bytes) == hash ? bytes : throw PgErrors.Damaged(database.Place, $"payload {hash.Short} does not match its digest");
    }

    private static byte[] ReadFile(Hash128 hash, PgDatabase database)
    {
        using var file = database.Blobs.Open(hash);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static byte[] Unpack(byte[] stored, long codec, long size, string place)
    {
        if (codec == Plain)
            return stored;
        if (codec != Zstd)
            throw PgErrors.Damaged(place, FormattableString.Invariant($"a payload has the unknown codec {codec}"));
        try
        {
            using var decompressor = new Decompressor();
            var bytes = new byte[size];
            return decompressor.Unwrap(stored, bytes) == size ? bytes : throw PgErrors.Damaged(place, "a payload is shorter than its row says");
        }
        catch (ZstdException exception)
        {
            throw PgErrors.Damaged(place, $"a payload cannot be decompressed ({exception.Message})");
        }
    }
}

/// <summary>Bytes as they are stored.</summary>
/// <param name="Hash">The digest of the bytes before.</param>
/// <param name="Codec">How they are stored.</param>
/// <param name="Size">How many they were before.</param>
/// <param name="Data">The stored bytes.</param>
internal sealed record PackedPayload(Hash128 Hash, long Codec, long Size, byte[] Data);
