using System.Diagnostics.CodeAnalysis;
using Assay.Errors;
using Assay.Storage;
using Assay.Storage.Care;

namespace Assay.Postgres;

/// <summary>Opens stores in PostgreSQL databases.</summary>
public static class PostgresStorage
{
    /// <summary>Opens a store, and makes its tables when they are absent; those of an older version are brought forward.</summary>
    /// <param name="options">Where it lies and how it is kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <returns>The store, which the caller disposes.</returns>
    /// <exception cref="StoreException">
    /// <see cref="ErrorCode.StoreUnreadable"/>: the server cannot be reached, or refuses;
    /// <see cref="ErrorCode.StoreTooNew"/>: a newer version wrote it, and it was left untouched;
    /// <see cref="ErrorCode.StoreReadOnly"/>: the tables or the blobs' folder cannot be written.
    /// </exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The bundle that is given owns what is made here.")]
    public static async Task<StorageBundle> OpenAsync(PostgresStoreOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var database = new PgDatabase(options);
        try
        {
            database.Blobs.MakeFolder();
            await PgMigrations.ApplyAsync(database, PgSchema.Steps, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var writer = new PgWriter(database, options, time);
        var commands = new PgCommands(database, writer, time);
        var runs = new PgRunStore(database, writer, commands, new PgWriterLock(database, options.LockTimeout, time));
        return new StorageBundle(
            runs,
            new PgEventRepository(database),
            new PgProjectionReader(database),
            new PgBlobStore(database, options, commands),
            new PgManifestRepository(database, commands, time),
            new PgLinks(database, commands))
        {
            Budgets = new PgBudgetLedger(database),
            Batches = new PgBatchRecords(database),
            Care = new StoreCare(new PgMaintenance(database, commands, runs)),
        };
    }
}
