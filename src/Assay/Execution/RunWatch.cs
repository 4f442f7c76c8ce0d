using Assay.Errors;
using Assay.Specs;
using Assay.Storage;
using Assay.Storage.Manifests;

namespace Assay.Execution;

/// <summary>Tells how planned runs stand.</summary>
/// <param name="storage">The store.</param>
/// <param name="time">The clock.</param>
internal sealed class RunWatch(StorageBundle storage, TimeProvider time)
{
    /// <summary>How old a process's word of what it has under way may be.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    /// <summary>Reads how a run stands.</summary>
    public async ValueTask<RunProgressReport> ReportAsync(RunManifest manifest, CancellationToken cancellationToken)
    {
        var stages = await manifest.CountAsync(cancellationToken);
        var runs = (await storage.Projections.ReadRunsAsync(cancellationToken)).Where(run => run.PlanIds.Intersect(manifest.PlanIds).Any()).ToList();
        var activity = await storage.Manifests.ReadActivityAsync(manifest.RunId, time.GetUtcNow() - Fresh, cancellationToken);
        var inFlight = activity.Sum(static one => (long)one.InFlight) + stages.Sum(static stage => stage.Running);
        var status = StatusOf(stages, runs, inFlight > 0);
        return new RunProgressReport(manifest.RunId, manifest.Name, status, ValueList.From(stages))
        {
            ActiveStage = status is RunStatus.Completed or RunStatus.CompletedWithFailures ? null : stages.FirstOrDefault(static stage => stage.Pending + stage.Running > 0)?.Stage,
            // A process says what it has under way twice a second: its last word may be older than its last piece of work.
            InFlight = status is RunStatus.Completed or RunStatus.CompletedWithFailures ? 0 : inFlight,
            Started = runs.Count == 0 ? null : runs.Min(static run => run.Began),
            Ended = status is RunStatus.Running or RunStatus.Pending ? null : runs.Max(static run => run.Ended),
        };
    }

    /// <summary>Reads how a run stands, and what its owner should know.</summary>
    /// <param name="manifest">The run.</param>
    /// <param name="backend">Who does its work.</param>
    /// <param name="work">What was done just now; null for nothing.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    public async ValueTask<RunHandle> HandleAsync(RunManifest manifest, ExecutionBackendSpec backend, RunWork? work, CancellationToken cancellationToken)
    {
        var report = await ReportAsync(manifest, cancellationToken);
        var pending = report.Stages.Sum(static stage => stage.Pending + stage.Running);
        var failed = report.Stages.Sum(static stage => stage.Failed);
        var warnings = new List<string>();
        if (work?.Stopped is { } stopped)
            warnings.Add(stopped.Problems[0].Message);
        if (work is { Missing: > 0 })
            warnings.Add(FormattableString.Invariant($"{work.Missing:N0} generations are missing and cost money, and this run may not spend; submit it with leave to spend."));
        if (failed > 0)
            warnings.Add(FormattableString.Invariant($"{Pieces(failed)} failed; resume the run to try again."));
        if (pending > 0 && backend is not LocalBackendSpec)
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

    private static RunStatus StatusOf(IReadOnlyList<StageCounts> stages, List<RunDetails> runs, bool isActive)
    {
        if (stages.All(static stage => stage.Pending + stage.Running == 0))
            return stages.Any(static stage => stage.Failed > 0) ? RunStatus.CompletedWithFailures : RunStatus.Completed;
        if (isActive)
            return RunStatus.Running;
        return runs.Count == 0 && stages.All(static stage => stage.Completed + stage.Failed == 0) ? RunStatus.Pending
            : runs.Count > 0 ? RunStatus.Stopped
            : RunStatus.Running;
    }
}
