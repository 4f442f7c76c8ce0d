using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Execution.Batches;
using Assay.Execution.Provenance;
using Assay.Planning;
using Assay.Recordings;
using Assay.Specs;
using Assay.Specs.Settings;
using Assay.Storage;
using Assay.Storage.Sqlite;

namespace Assay;

/// <summary>
/// The engine room: plans experiments and benchmarks, runs what is missing of them, and reads their results, over one store.
/// Safe for concurrent use: runs share the limits, and share a generation when they ask the same thing.
/// </summary>
public sealed partial class Orchestrator : IAsyncDisposable
{
    /// <summary>How long the working tree's state may take to read before it is left out of the record of runs.</summary>
    private static readonly TimeSpan GitTimeout = TimeSpan.FromSeconds(2);

    private readonly ProjectSpec project;
    private readonly OrchestratorOptions options;
    private readonly RunExecutor executor;
    private readonly ProvenanceSource provenance;
    private readonly SemaphoreSlim inFlight;
    private readonly SemaphoreSlim opening = new(1, 1);
    private readonly ConfiguredEngines engines;
    private readonly AnswerBook? book;
    private readonly BatchDesk? desk;
    private IRunStore? store;

    private Orchestrator(ProjectSpec project, OrchestratorOptions options, IReadOnlyDictionary<string, SettingOrigin>? origins)
    {
        this.project = project;
        this.options = options;
        engines = new ConfiguredEngines(project, options.EngineFactories, options.ProjectDirectory, options.Time);
        inFlight = new SemaphoreSlim(project.Execution.MaxInFlight);
        provenance = new ProvenanceSource(options.ProjectDirectory, SettingsOf(project, origins, options), new GitReader("git", GitTimeout, options.Time));
        book = options.Recordings is { } recordings ? new AnswerBook(recordings, options.ProjectDirectory, options.Time) : null;
        desk = DeskOf(project);
        executor = new RunExecutor(new GenerationLedger(), inFlight, new ExecutorSettings(project.Execution, project.Storage.StoreItemPayloads, options.ParallelCandidates, options.Time, provenance) { Telemetry = options.Telemetry, Book = book, Batches = desk, Storage = TryGetStorageAsync, Budget = RunBudget.Of(project), Prices = project.Prices });
        store = options.Storage?.Runs ?? options.Store;
    }

    /// <summary>Makes an orchestrator for a project; the store is opened on first use.</summary>
    /// <param name="project">The project.</param>
    /// <param name="options">Plugins, data, folder, store and clock; the defaults when null.</param>
    /// <exception cref="SpecValidationException">The project breaks rules; every problem at once.</exception>
    /// <exception cref="AssayException">The options contradict each other or are out of range: <see cref="ErrorCode.OptionInvalid"/>.</exception>
    public static Orchestrator FromProjectSpec(ProjectSpec project, OrchestratorOptions? options = null) => From(project, options ?? new OrchestratorOptions(), null);

    /// <summary>Makes an orchestrator from <c>assay.toml</c> or <c>assay.json</c>.</summary>
    /// <param name="path">The file; its folder is the project's unless the options say otherwise.</param>
    /// <param name="options">Plugins, data, folder, store and clock; the defaults when null.</param>
    /// <exception cref="SpecValidationException">The file cannot be read or breaks rules; every problem at once, with line and column.</exception>
    public static Orchestrator FromProjectFile(string path, OrchestratorOptions? options = null)
    {
        var loaded = ProjectFile.LoadWithOrigins(path);
        return From(loaded.Project, (options ?? new OrchestratorOptions()).Within(Path.GetDirectoryName(Path.GetFullPath(path))!), loaded.Origins);
    }

    /// <summary>The project.</summary>
    public ProjectSpec Project => project;

    /// <summary>Closes the store, if it is ours, and the engines of configured providers; everything appended is committed first.</summary>
    public async ValueTask DisposeAsync()
    {
        if (store is not null && options.Store is null && options.Storage is null)
            await store.DisposeAsync();
        await engines.DisposeAsync();
        inFlight.Dispose();
        opening.Dispose();
        scoring.Dispose();
        book?.Dispose();
    }

    /// <summary>Makes an orchestrator for a project of which it is known where its values came from.</summary>
    internal static Orchestrator From(ProjectSpec project, OrchestratorOptions options, IReadOnlyDictionary<string, SettingOrigin>? origins)
    {
        SpecValidator.EnsureValid(project);
        options.EnsureValid();
        return new Orchestrator(project, options, origins);
    }

    /// <summary>Where batches are remembered: in the store that keeps records of them; else in its folder, or in the project's where it is no folder.</summary>
    private BatchDesk? DeskOf(ProjectSpec spec)
    {
        if (spec.Backend is not BatchBackendSpec batch)
            return null;
        var directory = Path.Combine(spec.Storage is SqliteStorageSpec sqlite ? OptionsFor(sqlite).Directory : Path.Combine(options.ProjectDirectory, ".assay"), "batches");
        var files = new FileBatchRecords(directory);
        return new BatchDesk(batch, new BatchJournal(async token => (await TryGetStorageAsync(token))?.Batches ?? files, directory, options.Time));
    }

    /// <summary>Plans a whole run and finds its rows in the store.</summary>
    private async Task<PreparedRun> PrepareAsync(RunSource source, RunStages stages, CancellationToken cancellationToken) =>
        await PreparedRun.PrepareAsync(await OpenAsync(cancellationToken), SourceOf(source, source.ToExperiment()), stages, cancellationToken);

    private PlanSource SourceOf(RunSource source, ExperimentSpec experiment) =>
        new(experiment, (source.Code?.Plugins.Within(options.Registry) ?? options.Registry).Within(engines.Registry), new TaskData(source.Code, options.ToProvider(), experiment.Id, options.ProjectDirectory))
        {
            Benchmark = source.Benchmark,
            Renderers = source.Code?.Renderers ?? new Dictionary<string, Func<Item, Prompt>>(),
            Project = project,
            ProjectDirectory = options.ProjectDirectory,
            SourcePath = source.Code?.SourcePath,
            SourceLine = source.Code?.SourceLine ?? 0,
        };

    private async ValueTask<IRunStore> OpenAsync(CancellationToken cancellationToken)
    {
        await opening.WaitAsync(cancellationToken);
        try
        {
            if (store is not null)
                return store;
            if (project.Storage is SqliteStorageSpec sqlite)
                return store = await SqliteRunStore.OpenAsync(OptionsFor(sqlite), options.Time, cancellationToken);
            var provider = StorageProviders.Find(project.Storage, options.StorageProvider)
                ?? throw new AssayException(ErrorCode.OptionInvalid, $"The storage '{project.Storage.GetType().Name}' needs a store of its own: reference the package Assay.Postgres, or give a store in {nameof(OrchestratorOptions)}.{nameof(OrchestratorOptions.Storage)}.");
            storage = await provider.OpenAsync(project.Storage, options.ProjectDirectory, options.Time, cancellationToken);
            return store = storage.Runs;
        }
        finally
        {
            opening.Release();
        }
    }

    internal SqliteStoreOptions OptionsFor(SqliteStorageSpec sqlite) => new()
    {
        Directory = Path.GetFullPath(options.StoreDirectory ?? sqlite.RootDir, options.ProjectDirectory),
        StoreItemPayloads = sqlite.StoreItemPayloads,
        Durability = sqlite.Durability,
        Compression = sqlite.Compression,
    };
}
