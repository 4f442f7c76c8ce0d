using System.Globalization;
using Assay.Errors;
using Assay.Identity;
using Assay.Storage.Care;
using Assay.Storage.Sqlite;
using Npgsql;

namespace Assay.Postgres;

/// <summary>Reads a whole store within one snapshot and says what is wrong with it.</summary>
internal sealed class PgVerifier(PgDatabase database)
{
    private const int MostOfEach = 100;
    private readonly List<StoreFinding> findings = [];

    public async Task<StoreVerification> VerifyAsync(CancellationToken cancellationToken)
    {
        var connection = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            try
            {
                var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                    return await VerifyAsync(connection, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (PgDatabase.IsOfDatabase(exception))
            {
                throw PgErrors.From(exception, database.Place);
            }
        }
    }

    private async Task<StoreVerification> VerifyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var events = await connection.LongAsync("SELECT count(*) FROM events", cancellationToken).ConfigureAwait(false) ?? 0;
        foreach (var reference in StoreReferences.All.Where(static one => one is not { Table: "manifests", Column: "payload" }))
            await CheckAsync(connection, reference, cancellationToken).ConfigureAwait(false);
        var payloads = await CheckPayloadsAsync(connection, cancellationToken).ConfigureAwait(false);
        await CheckItemsAsync(connection, cancellationToken).ConfigureAwait(false);
        await CheckProjectionsAsync(connection, cancellationToken).ConfigureAwait(false);
        return new StoreVerification(findings, events, payloads);
    }

    private async Task CheckAsync(NpgsqlConnection connection, StoreReference reference, CancellationToken cancellationToken)
    {
        var keys = reference.Key.Split(", ").Length;
        foreach (var (place, value) in await connection.ListAsync(
            reference.Dangling,
            row => (string.Join('/', Enumerable.Range(0, keys).Select(key => row.Long(key).ToString(CultureInfo.InvariantCulture))), row.Long(keys)),
            cancellationToken).ConfigureAwait(false))
            Add(FindingCode.DanglingReference, $"{reference.Table} {place}", string.Create(CultureInfo.InvariantCulture, $"Its {reference.Column} {value} is not among the {reference.Target}. Restore the store from a copy{(StoreSchema.IsProjection(reference.Target) ? ", or rebuild the projections" : "")}."));
    }

    private async Task<long> CheckPayloadsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        long count = 0;
        var command = connection.Make("SELECT data, codec, size, hash, id FROM payloads");
        await using (command.ConfigureAwait(false))
        {
            var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
            {
                for (; await rows.ReadAsync(cancellationToken).ConfigureAwait(false); count++)
                {
                    try
                    {
                        PgPayloads.Bytes(rows, 0, database);
                    }
                    catch (StoreException exception)
                    {
                        AddOne(FormattableString.Invariant($"payloads {rows.Long(4)}"), exception.Problems[0].Message);
                    }
                }
            }
        }

        return count;
    }

    private async Task CheckItemsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = connection.Make("SELECT id, item_id, digest, text, key FROM items");
        await using (command.ConfigureAwait(false))
        {
            var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
            {
                while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    var digest = rows.Hash(2);
                    if (StoreTables.KeyOf(rows.GetString(1), digest) != rows.Hash(4))
                        AddOne(FormattableString.Invariant($"items {rows.Long(0)}"), "Its key is not that of its id and digest. Restore the store from a copy.");
                    if (rows.NullableText(3) is { } text && Digest.Of(System.Text.Encoding.UTF8.GetBytes(text)) != digest)
                        AddOne(FormattableString.Invariant($"items {rows.Long(0)}"), "Its content does not match its digest. Restore the store from a copy.");
                }
            }
        }
    }

    /// <summary>Makes the projections once more as temporary tables, which hide the stored ones, and compares; the transaction is undone.</summary>
    private async Task CheckProjectionsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var schema = (await connection.ListAsync("SELECT quote_ident(current_schema())", static row => row.GetString(0), cancellationToken).ConfigureAwait(false))[0];
        foreach (var table in PgSchema.Projections)
            await connection.RunAsync($"CREATE TEMP TABLE {table} (LIKE {schema}.{table} INCLUDING INDEXES) ON COMMIT DROP", cancellationToken).ConfigureAwait(false);
        await connection.RunAsync(PgProjections.Fill, cancellationToken).ConfigureAwait(false);
        foreach (var table in PgSchema.Projections)
        {
            var keys = await connection.ListAsync(
                "SELECT a.attname::text FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey) WHERE i.indrelid = $1::regclass AND i.indisprimary ORDER BY array_position(i.indkey, a.attnum)",
                static row => row.GetString(0),
                cancellationToken,
                $"{schema}.{table}").ConfigureAwait(false);
            await CompareAsync(schema, "pg_temp", "what it says is not what the events say").ConfigureAwait(false);
            await CompareAsync("pg_temp", schema, "it is missing, or says something else").ConfigureAwait(false);

            async Task CompareAsync(string which, string other, string fault)
            {
                var places = await connection.ListAsync(
                    $"SELECT concat_ws('/', {string.Join(", ", keys.Select(static key => key == "key" ? "encode(key, 'hex')" : key))}) FROM (SELECT * FROM {which}.{table} EXCEPT SELECT * FROM {other}.{table} LIMIT {MostOfEach}) d",
                    static row => row.GetString(0),
                    cancellationToken).ConfigureAwait(false);
                foreach (var place in places)
                    Add(FindingCode.ProjectionDiffers, $"{table} {place}", $"A row of a projection is wrong: {fault}. Rebuild the projections.");
            }
        }
    }

    private void Add(FindingCode code, string place, string message) => findings.Add(new StoreFinding(code, place, message));

    private void AddOne(string place, string message)
    {
        if (findings.Count(static finding => finding.Code == FindingCode.PayloadMismatch) < MostOfEach)
            Add(FindingCode.PayloadMismatch, place, message);
    }
}
