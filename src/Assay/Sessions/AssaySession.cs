using System.Reflection;
using Assay.Contracts;
using Assay.Errors;
using Assay.Exchange;
using Assay.Execution;
using Assay.Execution.Estimates;
using Assay.Execution.Spending;
using Assay.Recordings;
using Assay.Results;
using Assay.Snapshots;
using Assay.Specs;

namespace Assay.Sessions;

/// <summary>
/// The benchmarks of one test assembly under one mode: what the generated tests and the build's host call. Its slices may be
/// verified concurrently.
/// </summary>
public sealed class AssaySession : IAsyncDisposable
{
    private readonly Dictionary<string, BenchmarkDefinition> benchmarks;
    private readonly SessionSettings settings;
    private readonly ISnapshotStore snapshots;
    private readonly TimeProvider time;
    private readonly Assembly catalogAssembly;
    private readonly Lock opening = new();
    private Orchestrator? orchestrator;
    private BudgetMeter? meter;

    private AssaySession(IBenchmarkCatalog catalog, SessionSettings settings, ISnapshotStore snapshots, TimeProvider time)
    {
        benchmarks = catalog.Benchmarks.ToDictionary(static benchmark => benchmark.Spec.Id, StringComparer.Ordinal);
        this.settings = settings;
        this.snapshots = snapshots;
        this.time = time;
        catalogAssembly = catalog.GetType().Assembly;
    }

    /// <summary>Makes a session; files and the store are touched on first use.</summary>
    /// <param name="catalog">The assembly's benchmarks.</param>
    /// <param name="settings">Folder, mode and acceptance.</param>
    /// <param name="snapshots">Where snapshots are kept; by default what the assembly's <see cref="SnapshotStoreAttribute{TStore}"/> names, else files beside the class.</param>
    /// <param name="time">The clock; the system's by default.</param>
    public static AssaySession Open(IBenchmarkCatalog catalog, SessionSettings settings, ISnapshotStore? snapshots = null, TimeProvider? time = null) =>
        new(catalog, settings, snapshots ?? catalog.GetType().Assembly.GetCustomAttribute<SnapshotStoreAttribute>()?.Create() ?? new SnapshotFolder(new DiffEngineLauncher()), time ?? TimeProvider.System);

    /// <summary>Plans or runs a slice, as the mode says, and compares its results with the snapshot. A fault in spec, data or store is an outcome, not an exception.</summary>
    /// <param name="benchmark">The benchmark's id.</param>
    /// <param name="slice">The slice's id.</param>
    /// <param name="progress">Told of progress; null for nobody.</param>
    /// <param name="cancellationToken">Stops the run; what is committed stays.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<SliceOutcome> VerifyAsync(string benchmark, string slice, IProgress<RunProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (settings.Mode == AssayMode.Off)
            return new SliceOutcome(benchmark, slice, OutcomeKind.Passed, "AssayMode is Off: nothing was run or compared.");
        try
        {
            var definition = Find(benchmark);
            if (settings.Mode == AssayMode.Plan)
                return await PlanAsync(definition, slice, cancellationToken);
            var outcome = await RunAsync(definition, slice, progress, cancellationToken);
            if (Opened().OutcomeDirectory is { } folder)
                outcome = outcome with { File = await OutcomeFile.WriteAsync(folder, definition, outcome, cancellationToken) };
            return outcome;
        }
        catch (AssayException exception)
        {
            return Scrubbers.OutcomeOf(catalogAssembly, benchmark, slice, exception);
        }
    }

    /// <summary>Takes out of the recordings what no benchmark of the assembly needs any more.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many answers were taken out.</returns>
    /// <exception cref="AssayException">A spec, the data or the recordings are at fault; nothing is taken out then.</exception>
    public Task<int> PruneRecordingsAsync(CancellationToken cancellationToken = default) =>
        Opened().PruneRecordingsAsync([.. benchmarks.Values.Select(static benchmark => (RunSource)benchmark)], cancellationToken);

    /// <summary>Says what running one slice would take; calls no engine.</summary>
    /// <param name="benchmark">The benchmark's id.</param>
    /// <param name="slice">The slice's id.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="AssayException">There is no such benchmark or slice (<see cref="ErrorCode.OptionInvalid"/>), or a spec, the data or the store is at fault.</exception>
    public Task<RunEstimate> EstimateAsync(string benchmark, string slice, CancellationToken cancellationToken = default) =>
        Opened().EstimateSliceAsync(Find(benchmark), slice, cancellationToken);

    /// <summary>
    /// Records results that were made elsewhere, see <c>docs/exchange-format.md</c>: generation or evaluation results as their header says, else outputs by name as JSON lines or, by
    /// the file's ending, CSV.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="benchmark">The benchmark's id; null takes the one that the header names, else the only one.</param>
    /// <param name="cancellationToken">Stops it; what is recorded stays, and importing again goes on from there.</param>
    /// <exception cref="ExchangeException">The file is refused whole, with every problem by line.</exception>
    /// <exception cref="AssayException">There is no such benchmark, or several and none is named (<see cref="ErrorCode.OptionInvalid"/>); or a spec, the data or the store is at fault.</exception>
    public async Task<ImportSummary> ImportAsync(string file, string? benchmark = null, CancellationToken cancellationToken = default)
    {
        var header = await ResultHeader.ReadAsync(file, cancellationToken);
        var name = benchmark ?? header.Name ?? (benchmarks.Count == 1 ? benchmarks.Keys.First() : throw new AssayException(new Problem(ErrorCode.OptionInvalid, $"The file does not say which benchmark it is for; name one of {string.Join(", ", benchmarks.Keys.Order(StringComparer.Ordinal))}.") { File = file }));
        var source = Find(name);
        return header.Format switch
        {
            null => await Opened().ImportCandidatesAsync(source, file, null, cancellationToken),
            ExchangeFormats.EvaluationResults or ExchangeFormats.EvaluationBundle => await Opened().ImportEvaluationResultsAsync(source, file, null, cancellationToken),
            _ => await Opened().ImportGenerationResultsAsync(source, file, null, cancellationToken),
        };
    }

    /// <summary>Leaves beside a test assembly what was spent of the budget, so that the tests that follow, which take it up once, spend no more than is left.</summary>
    /// <param name="outputDirectory">The folder of the built assembly.</param>
    /// <param name="assemblyName">The assembly's simple name.</param>
    public void KeepSpent(string outputDirectory, string assemblyName) => SpentFile.Keep(outputDirectory, assemblyName, meter?.Spent ?? default);

    /// <summary>Closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        if (orchestrator is not null)
            await orchestrator.DisposeAsync();
    }

    private BenchmarkDefinition Find(string benchmark) => benchmarks.TryGetValue(benchmark, out var definition)
        ? definition
        : throw new AssayException(ErrorCode.OptionInvalid, $"There is no benchmark '{benchmark}' in this assembly; build it again.");

    // A project file that was refused is read again for the next slice, so that it can be mended meanwhile.
    private Orchestrator Opened()
    {
        lock (opening)
            return orchestrator ??= Open(settings, catalogAssembly, time);
    }

    private static Orchestrator Open(SessionSettings settings, Assembly assembly, TimeProvider time)
    {
        var options = new OrchestratorOptions
        {
            EngineFactories = EngineFactoryFinder.FindIn(assembly),
            Scrub = Scrubbers.Of(assembly).Scrub,
            ProjectDirectory = settings.ProjectDirectory,
            StoreDirectory = settings.StoreDirectory,
            Time = time,
            Recordings = new RecordingOptions { Directory = settings.RecordingsDirectory, Records = settings.Record },
            Surroundings = settings.Origins,
        };
        return ProjectFile.Find(settings.ProjectDirectory) is { } file
            ? Orchestrator.FromProjectFile(file, options)
            : Orchestrator.FromProjectSpec(new ProjectSpec("assay"), options);
    }

    private async Task<SliceOutcome> PlanAsync(BenchmarkDefinition definition, string slice, CancellationToken cancellationToken)
    {
        var plan = await Opened().PlanSliceAsync(definition, slice, cancellationToken);
        var estimate = plan.PaidMissing + plan.PaidJudgements > 0 ? await Opened().EstimateSliceAsync(definition, slice, cancellationToken) : null;
        var planned = new SliceOutcome(definition.Spec.Id, slice, OutcomeKind.Passed, SessionText.OfPlan(plan, estimate)) { Plan = plan, Cost = estimate is null ? null : SessionText.OfCost(estimate) };
        var snapshot = new PlanSnapshot(RequestOf(definition), time);
        if (!snapshot.Exists && !settings.Accept)
            return planned;
        var details = await Opened().DescribeSliceAsync(definition, slice, cancellationToken);
        var differs = await snapshot.VerifyAsync(definition.Spec, details, acceptsScores: false, cancellationToken);
        var kind = settings.Accept ? OutcomeKind.Accepted : differs.Length > 0 ? OutcomeKind.Failed : OutcomeKind.Passed;
        return planned with { Kind = kind, Message = differs.Length > 0 ? differs : planned.Message };
    }

    private async Task<SliceOutcome> RunAsync(BenchmarkDefinition definition, string slice, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        var (run, result) = await Opened().RunSliceAsync(definition, slice, OptionsOf(progress), cancellationToken);
        var (kind, message, verdict) = await JudgeAsync(definition, slice, run, result, cancellationToken);
        var report = OutcomeText.ReportOf(settings);
        if (run.Warnings.Count > 0)
            message = $"{message.TrimEnd()}\n{string.Join('\n', run.Warnings.Select(static warning => $"warning {warning}"))}\n";
        var shown = kind == OutcomeKind.Failed && report is not null ? $"{message.TrimEnd()}\nreport: {report}\n" : message;
        var outcome = new SliceOutcome(definition.Spec.Id, slice, kind, shown) { Run = run, Verdict = verdict, Problems = ProblemsOf(definition, run, kind, message), Figures = SliceFigure.Of(result) };
        return outcome with { Output = OutcomeText.Of(outcome with { Message = message }, result, report) };
    }

    private RunOptions OptionsOf(IProgress<RunProgress>? progress) => new()
    {
        MaySpend = settings.Mode == AssayMode.Run,
        MayConnect = settings.Mode != AssayMode.Replay,
        Meter = Meter(),
        Progress = ProgressConfig.To(progress),
    };

    private async ValueTask<(OutcomeKind Kind, string Message, SliceVerdict? Verdict)> JudgeAsync(BenchmarkDefinition definition, string slice, SliceRun run, SliceResult result, CancellationToken cancellationToken)
    {
        if (run.Stopped is { } stopped)
            return (OutcomeKind.Failed, stopped.Message, null);
        if (run.Candidates == 0)
            return (OutcomeKind.Failed, SessionText.OfNothing(definition.Spec.Id, slice), null);
        if (run.Missing + run.Unjudged > 0)
        {
            var fails = settings.FailOnMissing || settings.Mode == AssayMode.Replay;
            var estimate = await Opened().EstimateSliceAsync(definition, slice, cancellationToken);
            return (fails ? OutcomeKind.Failed : OutcomeKind.Inconclusive, SessionText.OfMissing(run, settings.Mode, estimate), null);
        }

        if (SessionText.OfErrors(run, result) is { } errors)
            return (OutcomeKind.Failed, errors, null);

        var request = RequestOf(definition);
        var plan = new PlanSnapshot(request, time);
        var differs = "";
        if (plan.Exists)
        {
            var details = await Opened().DescribeSliceAsync(definition, slice, cancellationToken);
            result = result with { Changes = await plan.FindChangesAsync(details, cancellationToken) };
            differs = await plan.VerifyAsync(definition.Spec, details, acceptsScores: true, cancellationToken);
        }

        var outcome = await snapshots.VerifyAsync(request, result, cancellationToken);
        var kind = outcome switch
        {
            { Fails: true } => OutcomeKind.Failed,
            { Accepted: true } => OutcomeKind.Accepted,
            { Skips: true } => OutcomeKind.Inconclusive,
            { Verdict.Verdict: Verdict.Improved } => OutcomeKind.Improved,
            _ => OutcomeKind.Passed,
        };
        if (differs.Length > 0)
            return (OutcomeKind.Failed, outcome.Message.Length > 0 ? $"{outcome.Message}\n{differs}" : differs, outcome.Verdict);
        return (kind, outcome.Message.Length > 0 ? outcome.Message : SessionText.OfRun(run), outcome.Verdict);
    }

    private SnapshotRequest RequestOf(BenchmarkDefinition definition) => new(SnapshotDirectory(definition), definition.Name)
    {
        Accept = settings.Accept,
        ProjectDirectory = settings.ProjectDirectory,
        Resample = (wanted, token) => ResampleAsync(definition, wanted, token),
        Outputs = (places, token) => Opened().ReadCutsAsync(definition, places, token),
    };

    /// <summary>Takes more samples of items, as the mode allows.</summary>
    private async Task<IReadOnlyList<ItemScore>> ResampleAsync(BenchmarkDefinition definition, IReadOnlyList<ResampleRequest> wanted, CancellationToken cancellationToken)
    {
        var scores = new List<ItemScore>();
        foreach (var request in wanted)
        {
            var resampling = new Resampling(definition, request);
            var (_, result) = await Opened().RunSliceAsync(resampling.Definition, request.Slice, OptionsOf(null), cancellationToken);
            scores.AddRange(resampling.ScoresOf(result));
        }

        return scores;
    }

    /// <summary>What lacks in a replay is a problem with a code and a place, as are budgets that are spent.</summary>
    private List<Problem> ProblemsOf(BenchmarkDefinition definition, SliceRun run, OutcomeKind kind, string message)
    {
        if (kind != OutcomeKind.Failed || (run.Stopped?.Code != ErrorCode.BudgetExhausted && (settings.Mode != AssayMode.Replay || run.Missing + run.Unjudged == 0)))
            return [];
        return [new Problem(run.Stopped?.Code ?? ErrorCode.GenerationMissing, message) { File = definition.SourcePath, Line = definition.SourceLine > 0 ? definition.SourceLine : null }];
    }

    /// <summary>Counts what all slices spend together; null where they may spend anything.</summary>
    private BudgetMeter? Meter()
    {
        var project = Opened().Project;
        if ((settings.Budget ?? RunBudget.Of(project)) is not { IsBounded: true } budget)
            return null;
        lock (opening)
        {
            if (meter is null)
            {
                meter = new BudgetMeter(budget, project.Prices, time);
                meter.AddSpent(settings.Spent);
            }

            return meter;
        }
    }

    private string SnapshotDirectory(BenchmarkDefinition definition) =>
        Path.GetFullPath(Path.GetDirectoryName(definition.SourcePath) ?? "", settings.ProjectDirectory);
}
