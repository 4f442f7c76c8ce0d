using Assay.Errors;
using Assay.Specs;
using Assay.Storage;
using Assay.Storage.Sqlite;

namespace Assay.Cli.Reading;

/// <summary>A store that is open, and where it lies.</summary>
internal sealed class OpenedStore : IAsyncDisposable
{
    private const string DefaultFolder = ".assay";
    private readonly IAsyncDisposable owned;

    private OpenedStore(StorageBundle storage, string place, string folder, ProjectSpec? project, IAsyncDisposable owned)
    {
        Storage = storage;
        Place = place;
        OutcomesDirectory = Path.Combine(folder, "outcomes");
        Prices = project?.Prices ?? [];
        this.owned = owned;
    }

    /// <summary>The store's parts.</summary>
    public StorageBundle Storage { get; }

    /// <summary>The file, or the kind of a store that is no file.</summary>
    public string Place { get; }

    /// <summary>The folder of a store in a file; null for any other.</summary>
    public string? Directory => File.Exists(Place) ? Path.GetDirectoryName(Place) : null;

    /// <summary>Where sessions of tests leave how slices ended: beside a store in a file, else in the project's folder <c>.assay</c>.</summary>
    public string OutcomesDirectory { get; }

    /// <summary>What models cost, as the project file says; none without one.</summary>
    public ValueList<PriceSpec> Prices { get; }

    /// <summary>Opens the store of a folder, else that of a project, else the folder <c>.assay</c> of the project's folder.</summary>
    /// <exception cref="AssayException">There is no store, or it cannot be opened.</exception>
    public static Task<OpenedStore> OpenAsync(string? directory, string projectDirectory, bool forWriting, TimeProvider time, CancellationToken cancellationToken) =>
        OpenAsync(directory, projectDirectory, forWriting, mayMake: false, time, cancellationToken);

    /// <summary>Opens a store as <see cref="OpenAsync(string?, string, bool, TimeProvider, CancellationToken)"/> does, for writing, and makes one in a file that is not there.</summary>
    /// <exception cref="AssayException">It cannot be opened or made.</exception>
    public static Task<OpenedStore> OpenOrMakeAsync(string? directory, string projectDirectory, TimeProvider time, CancellationToken cancellationToken) =>
        OpenAsync(directory, projectDirectory, forWriting: true, mayMake: true, time, cancellationToken);

    private static async Task<OpenedStore> OpenAsync(string? directory, string projectDirectory, bool forWriting, bool mayMake, TimeProvider time, CancellationToken cancellationToken)
    {
        var project = directory is null && ProjectFile.Find(projectDirectory) is { } file ? ProjectFile.Load(file) : null;
        if (project?.Storage is { } other and not SqliteStorageSpec)
        {
            var orchestrator = Orchestrator.FromProjectSpec(project, new OrchestratorOptions { ProjectDirectory = projectDirectory, Time = time });
            return new OpenedStore(await orchestrator.GetStorageAsync(cancellationToken), other.GetType().Name, Path.GetFullPath(DefaultFolder, projectDirectory), project, orchestrator);
        }

        var folder = directory ?? Path.GetFullPath((project?.Storage as SqliteStorageSpec)?.RootDir ?? DefaultFolder, projectDirectory);
        var path = Path.Combine(folder, "assay.db");
        if (!mayMake && !File.Exists(path))
            throw new StoreException(new Problem(ErrorCode.StoreUnreadable, "There is no store; run the project's tests, which make it, or name its folder with --store, or the project's with --project.") { File = path });
        var storage = await StorageBundle.OpenSqliteAsync(new SqliteStoreOptions { Directory = folder, ReadOnly = !forWriting }, time, cancellationToken);
        return new OpenedStore(storage, path, folder, project, storage);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => owned.DisposeAsync();
}
