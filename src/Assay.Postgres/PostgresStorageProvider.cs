using Assay.Specs;
using Assay.Storage;

namespace Assay.Postgres;

/// <summary>Opens the store of a project whose storage is <c>postgres</c>. Found by itself where the application references this package.</summary>
public sealed class PostgresStorageProvider : IStorageProvider
{
    /// <inheritdoc/>
    public bool CanOpen(StorageSpec storage) => storage is PostgresStorageSpec;

    /// <inheritdoc/>
    public async ValueTask<StorageBundle> OpenAsync(StorageSpec storage, string projectDirectory, TimeProvider time, CancellationToken cancellationToken)
    {
        var postgres = storage as PostgresStorageSpec ?? throw new ArgumentException($"This opens stores of {nameof(PostgresStorageSpec)} alone.", nameof(storage));
        var options = new PostgresStoreOptions
        {
            Connection = postgres.Connection,
            BlobRoot = Path.GetFullPath(postgres.BlobRoot, projectDirectory),
            StoreItemPayloads = postgres.StoreItemPayloads,
            Compression = postgres.Compression,
            Durability = postgres.Durability,
        };
        return await PostgresStorage.OpenAsync(options, time, cancellationToken).ConfigureAwait(false);
    }
}
