using System.Text;
using Assay.Errors;
using Assay.Identity;
using Assay.Storage;
using Assay.Storage.Sqlite;
using Npgsql;
using ZstdSharp;

namespace Assay.Postgres;

/// <summary>Keeps blobs among the payloads: small ones in rows, large ones as files.</summary>
internal sealed class PgBlobStore(PgDatabase database, PostgresStoreOptions options, PgCommands commands) : IBlobStore
{
    private const int MostInMemory = 1 << 20;
    private const string Insert = "INSERT INTO payloads(hash, codec, size, data) VALUES ($1, $2, $3, $4) ON CONFLICT(hash) DO NOTHING";
    private const string Select = "SELECT data, codec, size, hash FROM payloads WHERE hash = $1";

    /// <summary>The row of a long text of a single event.</summary>
    public static async Task<long> InternAsync(NpgsqlConnection connection, PgDatabase database, string text, CancellationToken cancellationToken)
    {
        var packed = PgPayloads.Pack(Encoding.UTF8.GetBytes(text), Specs.PayloadCompression.Zstd);
        await PutAsync(connection, database, packed, cancellationToken).ConfigureAwait(false);
        return (await connection.LongAsync("SELECT id FROM payloads WHERE hash = $1", cancellationToken, packed.Hash).ConfigureAwait(false))!.Value;
    }

    public async ValueTask<Hash128> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.Length > IBlobStore.LargestBlob)
            throw TooLarge();
        var packed = PgPayloads.Pack(bytes.ToArray(), options.Compression);
        await commands.InOrderAsync(
            async connection =>
            {
                await PutAsync(connection, database, packed, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return packed.Hash;
    }

    public async ValueTask<Hash128> PutAsync(Stream content, CancellationToken cancellationToken)
    {
        var beginning = new byte[MostInMemory + 1];
        var length = await content.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (length <= MostInMemory)
            return await PutAsync(beginning.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        var blob = await SpooledBlob.ReadAsync(beginning.AsMemory(0, length), content, database.Blobs.Root, options.Compression, TooLarge, cancellationToken).ConfigureAwait(false);
        await using (blob.ConfigureAwait(false))
        {
            // What shrinks to little stays a file all the same: its size is known by then, and readers look for both.
            await database.Blobs.PutAsync(blob.Hash, blob.Stored, cancellationToken).ConfigureAwait(false);
            return await commands.InOrderAsync(
                async connection =>
                {
                    await connection.RunAsync(Insert, cancellationToken, blob.Hash, blob.Codec, blob.Size, (byte[]?)null).ConfigureAwait(false);
                    return blob.Hash;
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<bool> ExistsAsync(Hash128 hash, CancellationToken cancellationToken) =>
        (await database.ListAsync("SELECT 1::bigint FROM payloads WHERE hash = $1", static row => row.Long(0), cancellationToken, hash).ConfigureAwait(false)).Count > 0;

    public async ValueTask<byte[]?> GetAsync(Hash128 hash, CancellationToken cancellationToken) =>
        (await database.ListAsync(Select, row => PgPayloads.Bytes(row, 0, database), cancellationToken, hash).ConfigureAwait(false)).FirstOrDefault();

    public async ValueTask<Stream?> OpenReadAsync(Hash128 hash, CancellationToken cancellationToken) => (await database.ListAsync<Stream>(
        Select,
        row =>
        {
            Stream stored = row.IsDBNull(0) ? database.Blobs.Open(hash) : new MemoryStream(row.GetFieldValue<byte[]>(0), writable: false);
            return row.Long(1) == PgPayloads.Zstd ? new DecompressionStream(stored, leaveOpen: false) : stored;
        },
        cancellationToken,
        hash).ConfigureAwait(false)).FirstOrDefault();

    private static async Task PutAsync(NpgsqlConnection connection, PgDatabase database, PackedPayload packed, CancellationToken cancellationToken)
    {
        var isFile = packed.Data.Length > PgBlobFiles.LargestRow;
        if (isFile)
        {
            using var content = new MemoryStream(packed.Data, writable: false);
            await database.Blobs.PutAsync(packed.Hash, content, cancellationToken).ConfigureAwait(false);
        }

        await connection.RunAsync(Insert, cancellationToken, packed.Hash, packed.Codec, packed.Size, isFile ? null : packed.Data).ConfigureAwait(false);
    }

    private StoreException TooLarge() =>
        PgErrors.Make(ErrorCode.OptionInvalid, database.Place, FormattableString.Invariant($"A blob has more than {IBlobStore.LargestBlob} bytes, which is the most that the store can keep in one. Split it, or keep it elsewhere."));
}
