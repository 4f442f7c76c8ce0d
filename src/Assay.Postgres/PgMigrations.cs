using Assay.Errors;
using Npgsql;

namespace Assay.Postgres;

/// <summary>Brings a store's schema to the newest version, all in one transaction, while others wait.</summary>
internal static class PgMigrations
{
    /// <summary>Runs the steps that the store lacks.</summary>
    /// <exception cref="StoreException">It is newer than the steps, and is left untouched.</exception>
    public static Task ApplyAsync(PgDatabase database, IReadOnlyList<string> steps, CancellationToken cancellationToken) => database.InTransactionAsync(
        async connection =>
        {
            await connection.RunAsync(PgLocks.Take(PgLocks.Schema), cancellationToken).ConfigureAwait(false);
            var version = await VersionAsync(connection, cancellationToken).ConfigureAwait(false);
            if (version > steps.Count)
                throw PgErrors.Make(ErrorCode.StoreTooNew, database.Place, FormattableString.Invariant($"The store has schema version {version}, and this version of Assay knows versions up to {steps.Count}. Update Assay, or choose another schema; the store was left as it is."));
            for (; version < steps.Count; version++)
            {
                await connection.RunAsync(steps[(int)version], cancellationToken).ConfigureAwait(false);
                await connection.RunAsync("INSERT INTO assay_schema(version) VALUES ($1)", cancellationToken, version + 1).ConfigureAwait(false);
            }

            return true;
        },
        cancellationToken);

    private static async Task<long> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await connection.LongAsync("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'assay_schema'", cancellationToken).ConfigureAwait(false) is 0
            ? 0
            : await connection.LongAsync("SELECT max(version) FROM assay_schema", cancellationToken).ConfigureAwait(false) ?? 0;
}
