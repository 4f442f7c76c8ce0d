using Assay.Specs;

namespace Assay.Storage;

/// <summary>Opens stores that a project's <see cref="StorageSpec"/> names and that are not in this library.</summary>
public interface IStorageProvider
{
    /// <summary>Whether it opens stores of this kind.</summary>
    bool CanOpen(StorageSpec storage);

    /// <summary>Opens a store, and makes it when it is absent.</summary>
    /// <param name="storage">What the project says.</param>
    /// <param name="projectDirectory">The folder that relative paths in it start from.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <returns>The store, which the caller disposes.</returns>
    /// <exception cref="Errors.StoreException">It cannot be opened.</exception>
    ValueTask<StorageBundle> OpenAsync(StorageSpec storage, string projectDirectory, TimeProvider time, CancellationToken cancellationToken);
}
