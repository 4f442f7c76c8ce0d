using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Planning;
using Assay.Results;
using Assay.Specs;
using Assay.Storage;
using Assay.Storage.Sqlite;

namespace Assay;

/// <summary>
/// The engine room: plans slices, runs what is missing of them, and reads their results, over one store. Safe for concurrent
/// use: slices that run at once share the limits, and share a generation when they ask the same thing.
/// </summary>
public sealed class Orchestrator : IAsyncDisposable
{
    private readonly ProjectSpec project;
    private readonly OrchestratorOptions options;
    private readonly GenerationLedger ledger = new();
    private readonly SemaphoreSlim inFlight;
    private readonly SemaphoreSlim opening = new(1, 1);
    private IRunStore? store;

    private Orchestrator(ProjectSpec project, OrchestratorOptions options)
    {
        this.project = project;
        this.options = options;
        inFlight = new SemaphoreSlim(project.Execution.MaxInFlight);
        store = options.Store;
    }

    /// <summary>Makes an orchestrator for a project; the store is opened on first use.</summary>
    /// <param name="project">The project.</param>
    /// <param name="options">Folder, store and clock; the defaults when null.</param>
    /// <exception cref="Errors.SpecValidationException">The project breaks rules; every problem at once.</exception>
    public static Orchestrator FromProjectSpec(ProjectSpec project, OrchestratorOptions? options = null)
    {
        SpecValidator.EnsureValid(project);
        return new Orchestrator(project, options ?? new OrchestratorOptions());
    }

    /// <summary>Makes an orchestrator from <c>assay.toml</c> or <c>assay.json</c>.</summary>
    /// <param name="path">The file; its folder is the project's unless the options say otherwise.</param>
    /// <param name="options">Folder, store and clock; null takes the file's folder and the defaults.</param>
    /// <exception cref="Errors.SpecValidationException">The file cannot be read or breaks rules; every problem at once, with line and column.</exception>
    public static Orchestrator FromProjectFile(string path, OrchestratorOptions? options = null)
    {
        var project = ProjectFile.Load(path);
        return FromProjectSpec(project, options ?? new OrchestratorOptions { ProjectDirectory = Path.GetDirectoryName(Path.GetFullPath(path))! });
    }

    /// <summary>Says what running a slice would do. Calls no engine.</summary>
    /// <param name="benchmark">The benchmark.</param>
    /// <param name="slice">The slice's id.</param>
    /// <param name="cancellationToken">Stops the planning.</param>
    /// <exception cref="Errors.AssayException">The spec, the data or the store is at fault.</exception>
    public async Task<SlicePlan> PlanSliceAsync(BenchmarkDefinition benchmark, string slice, CancellationToken cancellationToken = default)
    {
        var (planned, binding, opened) = await PrepareAsync(benchmark, slice, cancellationToken);
        return await new PlanAssessor(opened).AssessAsync(planned, binding, cancellationToken);
    }

    /// <summary>Runs what is missing of a slice, and reads its results.</summary>
    /// <param name="benchmark">The benchmark.</param>
    /// <param name="slice">The slice's id.</param>
    /// <param name="run">Spending and progress; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the run; what is committed stays, and the next run goes on from there.</param>
    /// <exception cref="Errors.AssayException">The spec, the data or the store is at fault.</exception>
    public async Task<(SliceRun Run, SliceResult Result)> RunSliceAsync(
        BenchmarkDefinition benchmark,
        string slice,
        RunOptions? run = null,
        CancellationToken cancellationToken = default)
    {
        run ??= new RunOptions();
        var (planned, binding, opened) = await PrepareAsync(benchmark, slice, cancellationToken);
        var runner = new SliceRunner(opened, ledger, inFlight, project.Execution, project.Storage.StoreItemPayloads, options.Time);
        var done = await runner.RunAsync(planned, binding, run.MaySpend, Provenance.ToJson(), run.Progress, cancellationToken);
        return (done, await SliceResultReader.ReadAsync(opened, planned, binding, cancellationToken));
    }

    /// <summary>Closes the store, if it is ours; everything appended is committed first.</summary>
    public async ValueTask DisposeAsync()
    {
        if (store is not null && options.Store is null)
            await store.DisposeAsync();
        inFlight.Dispose();
        opening.Dispose();
    }

    private async ValueTask<(PlannedSlice Slice, PlanBinding Binding, IRunStore Store)> PrepareAsync(BenchmarkDefinition benchmark, string slice, CancellationToken cancellationToken)
    {
        var planned = await new SlicePlanner(options.ProjectDirectory, project.GlobalSeed).PlanAsync(benchmark, slice, cancellationToken);
        var opened = await OpenAsync(cancellationToken);
        return (planned, await PlanBinding.BindAsync(opened, planned, cancellationToken), opened);
    }

    private async ValueTask<IRunStore> OpenAsync(CancellationToken cancellationToken)
    {
        await opening.WaitAsync(cancellationToken);
        try
        {
            return store ??= project.Storage is SqliteStorageSpec sqlite
                ? await SqliteRunStore.OpenAsync(OptionsFor(sqlite), options.Time, cancellationToken)
                : throw new AssayException(ErrorCode.OptionInvalid, $"The storage '{project.Storage.GetType().Name}' needs a store of its own: give one in {nameof(OrchestratorOptions)}.{nameof(OrchestratorOptions.Store)}.");
        }
        finally
        {
            opening.Release();
        }
    }

    private SqliteStoreOptions OptionsFor(SqliteStorageSpec sqlite) => new()
    {
        Directory = Path.GetFullPath(options.StoreDirectory ?? sqlite.RootDir, options.ProjectDirectory),
        StoreItemPayloads = sqlite.StoreItemPayloads,
        Durability = sqlite.Durability,
    };
}
