using Assay.Errors;
using Assay.Execution.Batches;
using Assay.Identity;
using Assay.Specs;
using Assay.Storage;
using Assay.Storage.Manifests;

namespace Assay.Execution;

/// <summary>Tells how planned runs stand.</summary>
/// <param name="storage">The store.</param>
/// <param name="backend">Who does the work.</param>
/// <param name="journal">Which batches are out; null where the backend is none of batches.</param>
/// <param name="time">The clock.</param>
internal sealed class RunWatch(StorageBundle storage, ExecutionBackendSpec backend, BatchJournal? journal, TimeProvider time)
{
    /// <summary>How old a process's word of what it has under way may be.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    /// <summary>Reads how a run stands.</summary>
    public async ValueTask<RunProgressReport> ReportAsync(RunManifest manifest, CancellationToken cancellationToken)
    {
        var stages = await CountAsync(manifest, cancellationToken);
        var runs = await RunsOfAsync(manifest.PlanIds, cancellationToken);
        var inFlight = await InFlightAsync(manifest.RunId, cancellationToken) + stages.Sum(static stage => stage.Running);
        var status = stages.Any(static stage => stage.Open > 0) ? UnfinishedOf(runs, inFlight > 0, manifest.IsPlanned)
            : stages.Any(static stage => stage.Failed > 0) ? RunStatus.CompletedWithFailures
            : RunStatus.Completed;
        return new RunProgressReport(manifest.RunId, manifest.Name, status, ValueList.From(stages))
        {
            ActiveStage = status is RunStatus.Completed or RunStatus.CompletedWithFailures ? null : stages.FirstOrDefault(static stage => stage.Open > 0)?.Stage,
            // A process says what it has under way twice a second: its last word may be older than its last piece of work.
            InFlight = status is RunStatus.Completed or RunStatus.CompletedWithFailures ? 0 : inFlight,
            Started = runs.Count == 0 ? null : runs.Min(static run => run.Began),
            Ended = status is RunStatus.Running or RunStatus.Pending ? null : runs.Max(static run => run.Ended),
        };
    }

    /// <summary>Says how a run stands of which some candidates are not finished, whether or not it was planned or begun by its id.</summary>
    /// <param name="run">The run.</param>
    /// <param name="hasMissing">Whether some of them have not been tried to the end; the others failed.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    public async ValueTask<RunStatus> UnfinishedAsync(PreparedRun run, bool hasMissing, CancellationToken cancellationToken)
    {
        // What is tried again is pending, though its failure is stored.
        if (await storage.Manifests.FindAsync(run.RunId.ToString(), cancellationToken) is [{ IsPlanned: true } planned])
            return (await ReportAsync(new RunManifest(planned, storage.Manifests, time), cancellationToken)).Status;
        if (!hasMissing)
            return RunStatus.CompletedWithFailures;
        var runs = await RunsOfAsync([.. run.Tasks.Select(static task => task.Binding.PlanId)], cancellationToken);
        return UnfinishedOf(runs, await InFlightAsync(run.RunId, cancellationToken) > 0, isPlanned: false);
    }

    /// <summary>Reads how a run stands, and what its owner should know.</summary>
    /// <param name="manifest">The run.</param>
    /// <param name="work">What was done just now; null for nothing.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    public async ValueTask<RunHandle> HandleAsync(RunManifest manifest, RunWork? work, CancellationToken cancellationToken)
    {
        var report = await ReportAsync(manifest, cancellationToken);
        var pending = report.Stages.Sum(static stage => stage.Pending + stage.Running);
        var failed = report.Stages.Sum(static stage => stage.Failed);
        var warnings = new List<string>();
        if (work?.Stopped is { } stopped)
            warnings.Add(stopped.Problems[0].Message);
        warnings.AddRange(work?.Warnings.Select(static warning => warning.ToString()) ?? []);
        if (work is { Missing: > 0 } && backend is not BatchBackendSpec)
            warnings.Add(FormattableString.Invariant($"{work.Missing:N0} generations are missing and cost money, and this run may not spend; submit it with leave to spend."));
        if (failed > 0)
            warnings.Add(FormattableString.Invariant($"{Pieces(failed)} failed; resume the run to try again."));
        if (report.InBatch > 0)
            warnings.Add(FormattableString.Invariant($"{report.InBatch:N0} generations are out in batches; resume the run to store what has ended."));
        if (pending > 0 && backend is not LocalBackendSpec && report.InBatch == 0)
            warnings.Add(FormattableString.Invariant($"{Pieces(pending)} {(pending == 1 ? "waits" : "wait")} for {(backend is BatchBackendSpec batch ? $"the provider '{batch.Provider}'" : "workers")} or for results to be imported."));
        return new RunHandle(manifest.RunId, report.Status, report.Stages) { Warnings = ValueList.From(warnings) };
    }

    /// <summary>Refuses a manifest that another project planned.</summary>
    /// <exception cref="AssayException"><see cref="ErrorCode.RunMismatch"/>.</exception>
    public static void EnsureOwn(RunManifest manifest, string project)
    {
        if (manifest.Project != project)
            throw new AssayException(ErrorCode.RunMismatch, $"The run {manifest.RunId} ({manifest.Name}) belongs to the project '{manifest.Project}', and this is '{project}'; resume it with that project's orchestrator.");
    }

    /// <summary>Refuses a spec that is not what a manifest was planned from.</summary>
    /// <exception cref="AssayException"><see cref="ErrorCode.RunMismatch"/>.</exception>
    public static void EnsureSame(RunManifest manifest, PreparedRun run)
    {
        if (manifest.RunId != run.RunId)
            throw new AssayException(ErrorCode.RunMismatch, $"The spec, the data or the code of '{manifest.Name}' has changed since the run {manifest.RunId} was planned: it is the run {run.RunId} now. Submit it anew; what is the same is used again.");
    }

    private static string Pieces(long count) => count == 1 ? "1 piece of work" : FormattableString.Invariant($"{count:N0} pieces of work");

    /// <summary>Counts the work, with what is out in batches apart from what waits.</summary>
    private async ValueTask<IReadOnlyList<StageCounts>> CountAsync(RunManifest manifest, CancellationToken cancellationToken)
    {
        var stages = await manifest.CountAsync(cancellationToken);
        if (stages[0].Pending == 0 || await CountInBatchAsync(manifest, cancellationToken) is not (> 0 and var found))
            return stages;
        var inBatch = Math.Min(found, stages[0].Pending);
        return [stages[0] with { Pending = stages[0].Pending - inBatch, InBatch = inBatch }, .. stages.Skip(1)];
    }

    private async ValueTask<long> CountInBatchAsync(RunManifest manifest, CancellationToken cancellationToken)
    {
        if (journal is null || backend is not BatchBackendSpec { Provider: var provider })
            return 0;
        var records = (await journal.ReadAsync(provider, cancellationToken)).Where(static record => record.Id is not null).ToList();
        var keys = records.Where(record => manifest.IsPlanned || record.Run == manifest.RunId.ToString())
            .SelectMany(static record => record.Items).Select(static item => Hash128.TryParse(item.Key, out var key) ? key : default).ToHashSet();
        if (keys.Count == 0)
            return 0;
        if (manifest.IsPlanned)
            return await manifest.WorkItemsAsync(WorkStage.Generation, WorkStatus.Pending, cancellationToken).LongCountAsync(item => keys.Contains(item.Key), cancellationToken);

        // The candidates of a run that was only begun are no rows yet: what its own batches hold and nobody has stored is out.
        var found = new StoredGeneration[keys.Count];
        await storage.Runs.FindGenerationsAsync(keys.ToArray(), found, cancellationToken);
        return found.LongCount(static one => one.Status != GenerationStatus.Completed);
    }

    private async ValueTask<List<RunDetails>> RunsOfAsync(IReadOnlyList<long> plans, CancellationToken cancellationToken) =>
        [.. (await storage.Projections.ReadRunsAsync(cancellationToken)).Where(run => run.PlanIds.Intersect(plans).Any())];

    /// <summary>How much processes have under way that say so themselves; workers' leases are not among it.</summary>
    private async ValueTask<long> InFlightAsync(Hash128 run, CancellationToken cancellationToken) =>
        (await storage.Manifests.ReadActivityAsync(run, time.GetUtcNow() - Fresh, cancellationToken)).Sum(static one => (long)one.InFlight);

    /// <summary>
    /// How a run stands that has work left. Planned work of a pool or a provider waits for whoever comes next, whatever became of
    /// those before; any other was stopped, unless its last run went to the end of fewer stages.
    /// </summary>
    private RunStatus UnfinishedOf(List<RunDetails> runs, bool isActive, bool isPlanned)
    {
        if (isActive)
            return RunStatus.Running;
        return (isPlanned && backend is not LocalBackendSpec) || runs.MaxBy(static run => run.Id) is not { State: RunState.Running or RunState.Stopped }
            ? RunStatus.Pending
            : RunStatus.Stopped;
    }
}
