using Assay.Storage.Care;
using Assay.Storage.Manifests;
using Assay.Storage.Sqlite;

namespace Assay.Storage;

/// <summary>All of a store, each part behind its interface.</summary>
public sealed class StorageBundle : IAsyncDisposable
{
    private readonly IAsyncDisposable owned;

    /// <summary>Puts a store's parts together.</summary>
    /// <param name="runs">Where runs are kept.</param>
    /// <param name="events">The log of events.</param>
    /// <param name="projections">How things stand.</param>
    /// <param name="blobs">Bytes by their content.</param>
    /// <param name="manifests">Planned runs and their work.</param>
    /// <param name="links">Where things can be seen elsewhere.</param>
    /// <param name="owned">What is disposed with the bundle; null for <paramref name="runs"/>.</param>
    public StorageBundle(
        IRunStore runs,
        IEventRepository events,
        IProjectionReader projections,
        IBlobStore blobs,
        IManifestRepository manifests,
        IObservabilityLinks links,
        IAsyncDisposable? owned = null)
    {
        Runs = runs;
        Events = events;
        Projections = projections;
        Blobs = blobs;
        Manifests = manifests;
        Links = links;
        this.owned = owned ?? runs;
    }

    /// <summary>Where runs are kept.</summary>
    public IRunStore Runs { get; }

    /// <summary>The log of events.</summary>
    public IEventRepository Events { get; }

    /// <summary>How things stand.</summary>
    public IProjectionReader Projections { get; }

    /// <summary>Bytes by their content.</summary>
    public IBlobStore Blobs { get; }

    /// <summary>Planned runs and their work.</summary>
    public IManifestRepository Manifests { get; }

    /// <summary>Where things can be seen elsewhere.</summary>
    public IObservabilityLinks Links { get; }

    /// <summary>What the workers of runs may spend together; null where the store cannot keep it, and runs with a budget cannot be left to workers.</summary>
    public IBudgetLedger? Budgets { get; init; }

    /// <summary>Remembers which providers' batches are out; null for files in the store's folder, or in <c>.assay</c> of the project where it has none.</summary>
    public IBatchRecords? Batches { get; init; }

    /// <summary>Looks after the store: verifies, mends, shrinks and exports it; null where its kind offers nothing of the sort.</summary>
    public StoreCare? Care { get; init; }

    /// <summary>Opens a store in a SQLite file, and makes it when it is absent and not opened for reading alone.</summary>
    /// <param name="options">Where it lies and how it is kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="Errors.StoreException">As <see cref="SqliteRunStore.OpenAsync(SqliteStoreOptions, TimeProvider, CancellationToken)"/>.</exception>
    public static async Task<StorageBundle> OpenSqliteAsync(SqliteStoreOptions options, TimeProvider time, CancellationToken cancellationToken) =>
        (await SqliteRunStore.OpenAsync(options, time, cancellationToken).ConfigureAwait(false)).ToBundle();

    /// <summary>Writes what was appended and closes the store.</summary>
    /// <exception cref="Errors.StoreException">Its writer has failed and no call has said so yet.</exception>
    public ValueTask DisposeAsync() => owned.DisposeAsync();
}
