using Assay.Errors;
using Assay.Specs;
using Assay.Storage;
using Assay.Storage.Sqlite;

namespace Assay;

/// <content>The store with all of its parts.</content>
public sealed partial class Orchestrator
{
    private StorageBundle? storage;

    /// <summary>The store, opened when it is not yet; for tools. It is disposed with the orchestrator, unless it was given in the options.</summary>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="StoreException">The store cannot be opened.</exception>
    /// <exception cref="AssayException"><see cref="ErrorCode.OptionInvalid"/>: the options give a store of another kind without its other parts.</exception>
    public async ValueTask<StorageBundle> GetStorageAsync(CancellationToken cancellationToken = default) =>
        await TryGetStorageAsync(cancellationToken)
            ?? throw new AssayException(ErrorCode.OptionInvalid, $"This needs all parts of the store; give them in {nameof(OrchestratorOptions)}.{nameof(OrchestratorOptions.Storage)}.");

    /// <summary>
    /// Where sessions leave how slices ended, absolute: the folder of a store in a file, and <c>.assay</c> in the project's folder beside a store
    /// elsewhere; null for a store that was given.
    /// </summary>
    internal string? OutcomeDirectory => options.Store is not null || options.Storage is not null ? null
        : project.Storage is SqliteStorageSpec sqlite ? OptionsFor(sqlite).Directory
        : Path.GetFullPath(new SqliteStorageSpec().RootDir, options.ProjectDirectory);

    private async ValueTask<StorageBundle?> TryGetStorageAsync(CancellationToken cancellationToken)
    {
        if (storage is null && options.Storage is null)
        {
            var runs = await OpenAsync(cancellationToken);
            storage ??= (runs as SqliteRunStore)?.ToBundle();
        }

        return storage ??= options.Storage;
    }
}
