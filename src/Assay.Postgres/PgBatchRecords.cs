using Assay.Storage;

namespace Assay.Postgres;

/// <summary>Remembers batches as rows, for all machines that use the store; each is on the server's disk before anything is sent.</summary>
internal sealed class PgBatchRecords(PgDatabase database) : IBatchRecords
{
    public async ValueTask<IReadOnlyList<StoredBatch>> ReadAsync(CancellationToken cancellationToken) => await database.ListAsync(
        "SELECT name, record FROM batches",
        row => new StoredBatch(row.GetString(0), row.GetString(1), database.Place),
        cancellationToken).ConfigureAwait(false);

    public async ValueTask AddAsync(string name, string json, CancellationToken cancellationToken) =>
        await RunAsync("INSERT INTO batches(name, record) VALUES ($1, $2)", cancellationToken, name, json).ConfigureAwait(false);

    public async ValueTask<bool> ReplaceAsync(string name, string json, CancellationToken cancellationToken) =>
        await RunAsync("UPDATE batches SET record = $2 WHERE name = $1", cancellationToken, name, json).ConfigureAwait(false) > 0;

    public async ValueTask RemoveAsync(string name, CancellationToken cancellationToken) =>
        await RunAsync("DELETE FROM batches WHERE name = $1", cancellationToken, name).ConfigureAwait(false);

    private Task<long> RunAsync(string sql, CancellationToken cancellationToken, params PgValue[] values) => database.InTransactionAsync(
        async connection =>
        {
            await connection.RunAsync("SET LOCAL synchronous_commit = on", cancellationToken).ConfigureAwait(false);
            return await connection.RunAsync(sql, cancellationToken, values).ConfigureAwait(false);
        },
        cancellationToken);
}
