using System.Text;
using Assay.Identity;
using ZstdSharp;

namespace Assay.Storage.Sqlite;

/// <summary>Reads what is stored by its content. Used by one caller at a time.</summary>
/// <param name="file">The store's file, for messages.</param>
internal sealed class StorePayloads(string file) : IDisposable
{
    /// <summary>The bytes as they are.</summary>
    public const long Plain = 0;

    /// <summary>One Zstandard frame.</summary>
    public const long Zstd = 1;

    private Decompressor? decompressor;

    /// <summary>A payload's text.</summary>
    public string Text(SqliteStatement statement, int data, int codec, int size, int hash) =>
        Encoding.UTF8.GetString(Bytes(statement, data, codec, size, hash));

    /// <summary>A payload's bytes, checked against their digest; valid until the statement moves on.</summary>
    public ReadOnlySpan<byte> Bytes(SqliteStatement statement, int data, int codec, int size, int hash)
    {
        var stored = statement.Blob(data);
        var bytes = statement.Long(codec) switch
        {
            Plain => stored,
            Zstd => Unpacked(stored, (int)statement.Long(size)),
            var other => throw StoreErrors.Damaged(file, FormattableString.Invariant($"a payload has the unknown codec {other}")),
        };
        return Digest.Of(bytes) == Hash128.FromBytes(statement.Blob(hash))
            ? bytes
            : throw StoreErrors.Damaged(file, "a payload does not match its digest");
    }

    public void Dispose() => decompressor?.Dispose();

    private byte[] Unpacked(ReadOnlySpan<byte> stored, int size)
    {
        try
        {
            var bytes = new byte[size];
            decompressor ??= new Decompressor();
            return decompressor.Unwrap(stored, bytes) == size
                ? bytes
                : throw StoreErrors.Damaged(file, "a payload is shorter than its row says");
        }
        catch (ZstdException exception)
        {
            throw StoreErrors.Damaged(file, $"a payload cannot be decompressed ({exception.Message})");
        }
    }
}
