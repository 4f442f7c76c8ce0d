using Assay.Errors;
using Assay.Execution;
using Assay.Results;
using Assay.Specs;

namespace Assay;

/// <content>Runs that outlive the process that asked for them.</content>
public sealed partial class Orchestrator
{
    /// <summary>
    /// Plans and keeps a run, and has it carried out by the project's backend: the local one runs it now, before this returns;
    /// one of batches submits them and returns; any other waits for workers or imports. Submitting again goes on with the same run.
    /// </summary>
    /// <param name="source">The experiment or benchmark.</param>
    /// <param name="run">Spending, progress and what belongs to this run alone; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the run; it stays planned, what is committed stays, and <see cref="ResumeAsync"/> goes on from there.</param>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    public async Task<RunHandle> SubmitAsync(RunSource source, RunOptions? run = null, CancellationToken cancellationToken = default)
    {
        var prepared = await PrepareAsync(source, RunStages.All, cancellationToken);
        var manifest = await (await ManifestsAsync(cancellationToken)).KeepAsync(prepared, project, source, cancellationToken);
        await GrantAsync(prepared, run, cancellationToken);
        var work = IsLeftToOthers(prepared) ? null : RunWork.Of(await CarryOutAsync(source, prepared, RunStages.All, Leaving(run), cancellationToken));
        return await (await WatchAsync(cancellationToken)).HandleAsync(manifest, work, cancellationToken);
    }

    /// <summary>
    /// Goes on with a run that was planned or begun: the local backend runs what is missing and what failed; one of batches stores what
    /// has ended, and submits what is missing and what failed; for the others failed work is made pending again.
    /// </summary>
    /// <param name="runIdPrefix">The beginning of the run's identity: 1 to 32 hexadecimal digits in either case.</param>
    /// <param name="source">The experiment or benchmark, needed where code stands behind it; null takes the spec that was kept, with the registry's plugins.</param>
    /// <param name="run">Spending, progress and what belongs to this run alone; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the run; what is committed stays.</param>
    /// <returns>A handle, and the result when nothing is pending any more.</returns>
    /// <exception cref="AssayException">
    /// No run that was planned or begun has such an id (<see cref="ErrorCode.RunUnknown"/>) or several do (<see cref="ErrorCode.HashAmbiguous"/>); it belongs to
    /// another project, or spec, data or code have changed since (<see cref="ErrorCode.RunMismatch"/>); or the spec, the data or the store is at fault.
    /// </exception>
    public async Task<RunResumption<RunResult>> ResumeAsync(string runIdPrefix, RunSource? source = null, RunOptions? run = null, CancellationToken cancellationToken = default)
    {
        var manifest = await GetManifestAsync(runIdPrefix, cancellationToken);
        RunWatch.EnsureOwn(manifest, project.Name);
        source ??= SourceOf(manifest);
        var prepared = await PrepareAsync(source, RunStages.All, cancellationToken);
        RunWatch.EnsureSame(manifest, prepared);

        if (project.Backend is not LocalBackendSpec)
        {
            await (await ManifestsAsync(cancellationToken)).KeepAsync(prepared, project, source, cancellationToken);
            await (await GetStorageAsync(cancellationToken)).Manifests.RetryFailedAsync(manifest.RunId, cancellationToken);
        }

        await GrantAsync(prepared, run, cancellationToken);
        var work = IsLeftToOthers(prepared) ? null : RunWork.Of(await CarryOutAsync(source, prepared, RunStages.All, Leaving(run), cancellationToken));

        var handle = await (await WatchAsync(cancellationToken)).HandleAsync(manifest, work, cancellationToken);
        if (handle.IsPending || handle.Status == RunStatus.Stopped)
            return new RunResumption<RunResult>(handle, null);
        var state = handle.Status == RunStatus.Completed ? Storage.RunState.Completed : Storage.RunState.CompletedWithFailures;
        return new RunResumption<RunResult>(handle, await ResultOfAsync(source, prepared, state, work, cancellationToken));
    }

    /// <summary>Reads how a run stands that was planned or begun, by whatever call: also while another process works on it. Slices that tests run one by one are not among them.</summary>
    /// <param name="runIdPrefix">The beginning of the run's identity: 1 to 32 hexadecimal digits in either case.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <exception cref="AssayException">No such run's id begins so (<see cref="ErrorCode.RunUnknown"/>), or several do (<see cref="ErrorCode.HashAmbiguous"/>).</exception>
    public async Task<RunProgressReport> GetRunProgressAsync(string runIdPrefix, CancellationToken cancellationToken = default)
    {
        var manifest = await GetManifestAsync(runIdPrefix, cancellationToken);
        return await (await WatchAsync(cancellationToken)).ReportAsync(manifest, cancellationToken);
    }

    /// <summary>Whether whoever comes does the work: workers, or somebody who imports results where the provider's batches are not known to this library.</summary>
    private bool IsLeftToOthers(PreparedRun prepared) => project.Backend switch
    {
        LocalBackendSpec => false,
        BatchBackendSpec batch => !prepared.Tasks.SelectMany(static task => task.Slice.Models).Any(model => model.Engine.Id == batch.Provider && model.Engine.Batches is not null),
        _ => true,
    };

    /// <summary>Gives workers what they may spend, where the backend is a pool of them.</summary>
    private async ValueTask GrantAsync(PreparedRun prepared, RunOptions? run, CancellationToken cancellationToken)
    {
        if (project.Backend is WorkerPoolBackendSpec)
            await executor.GrantAsync(prepared, (await GetStorageAsync(cancellationToken)).Budgets, run?.Budget, cancellationToken);
    }

    /// <summary>How a run is carried out whose batches are not waited for.</summary>
    private static RunOptions Leaving(RunOptions? run) => (run ?? new RunOptions()) with { WaitsForBatches = false };

    private async Task<RunOutcome> CarryOutAsync(RunSource source, PreparedRun prepared, RunStages stages, RunOptions? run, CancellationToken cancellationToken)
    {
        var outcome = await executor.RunAsync(prepared, stages, run ?? new RunOptions(), token => AnnounceAsync(source, prepared, token), cancellationToken);
        await RecordAsync(prepared, run, cancellationToken);
        return outcome;
    }

    /// <summary>Lets other processes find a run and see how much of it is under way; null where the store keeps no manifests.</summary>
    private async ValueTask<IAsyncDisposable?> AnnounceAsync(RunSource source, PreparedRun prepared, CancellationToken cancellationToken)
    {
        if (await TryGetStorageAsync(cancellationToken) is not { } bundle)
            return null;
        await new ManifestKeeper(bundle.Manifests, options.Time).NoteAsync(prepared, project, source, cancellationToken);
        return new ActivityReporter(bundle.Manifests, prepared.RunId, () => project.Execution.MaxInFlight - inFlight.CurrentCount, options.Time);
    }

    /// <summary>The spec that was kept with a run.</summary>
    private static RunSource SourceOf(RunManifest manifest) =>
        manifest.Kind == RunSource.BenchmarkKind ? SpecJson.Read<BenchmarkSpec>(manifest.SpecJson) : SpecJson.Read<ExperimentSpec>(manifest.SpecJson);

    private async ValueTask<RunWatch> WatchAsync(CancellationToken cancellationToken) => new(await GetStorageAsync(cancellationToken), project.Backend, desk?.Journal, options.Time);
}
