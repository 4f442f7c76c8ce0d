using System.Runtime.CompilerServices;
using Assay.Errors;
using Assay.Execution;
using Assay.Execution.Workers;
using Assay.Specs;

namespace Assay;

/// <content>Workers, which carry out what was submitted.</content>
public sealed partial class Orchestrator
{
    private readonly SemaphoreSlim scoring = new(1, 1);

    /// <summary>
    /// Carries out submitted runs as one of a pool of workers, in this process and others: leases pending generations, runs them with
    /// their parses and scores, renews its leases, and takes over what others left behind. No two workers make the same generation.
    /// A worker spends: whoever submitted the run gave leave. See <c>docs/workers.md</c>.
    /// </summary>
    /// <param name="runIdPrefix">The beginning of one run's identity, which alone is worked on; null for every planned run of the project, the oldest first.</param>
    /// <param name="worker">Name, tags and what to do when nothing is left; the defaults when null.</param>
    /// <param name="cancellationToken">Ends the worker; it gives its leases back, and what is committed stays.</param>
    /// <returns>What it did. A run that it could not take up or left is among it, with the reason.</returns>
    /// <exception cref="AssayException">
    /// The project's backend is no pool of workers, or the options are at fault or lack a tag (<see cref="ErrorCode.OptionInvalid"/>); the run
    /// that was named is unknown (<see cref="ErrorCode.RunUnknown"/>, <see cref="ErrorCode.HashAmbiguous"/>), another project's or changed
    /// since (<see cref="ErrorCode.RunMismatch"/>), or its spec or data is at fault; the store fails.
    /// </exception>
    public async Task<WorkerReport> RunWorkerAsync(string? runIdPrefix = null, WorkerOptions? worker = null, CancellationToken cancellationToken = default)
    {
        if (project.Backend is not WorkerPoolBackendSpec pool)
            throw new AssayException(ErrorCode.OptionInvalid, $"The project '{project.Name}' has no pool of workers; set its backend's kind to 'worker_pool', or run and resume without workers.");
        worker ??= new WorkerOptions();
        worker.EnsureValid(project, pool);
        var only = runIdPrefix is null ? null : await GetManifestAsync(runIdPrefix, cancellationToken);
        if (only is not null)
            RunWatch.EnsureOwn(only, project.Name);
        var settings = new WorkerSettings(
            worker.Name ?? $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}",
            worker,
            worker.LeaseSize ?? project.Execution.MaxInFlight,
            TimeSpan.FromSeconds(pool.LeaseTtlSeconds),
            TimeSpan.FromSeconds(pool.PollSeconds),
            options.Time);
        var loop = new WorkerLoop(token => only is null ? OwnRunsAsync(token) : new[] { only }.ToAsyncEnumerable(), (manifest, token) => TakeUpAsync(manifest, settings, token), settings);
        return await loop.RunAsync(only is not null, cancellationToken);
    }

    private async IAsyncEnumerable<RunManifest> OwnRunsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var manifest in await ListManifestsAsync(cancellationToken).Where(manifest => manifest.Project == project.Name).Reverse().ToListAsync(cancellationToken))
            yield return manifest;
    }

    private async Task<WorkerSession> TakeUpAsync(RunManifest manifest, WorkerSettings settings, CancellationToken cancellationToken)
    {
        var source = settings.Options.Sources.FirstOrDefault(source => source.Kind == manifest.Kind && source.Id == manifest.Name) ?? SourceOf(manifest);
        var prepared = await PrepareAsync(source, RunStages.All, cancellationToken);
        RunWatch.EnsureSame(manifest, prepared);
        if (!manifest.IsPlanned)
            manifest = await (await ManifestsAsync(cancellationToken)).KeepAsync(prepared, project, source, cancellationToken);
        return new WorkerSession(executor, scoring, manifest, prepared, await GetStorageAsync(cancellationToken), settings);
    }
}
