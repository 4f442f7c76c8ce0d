using Assay.Errors;
using Assay.Execution;
using Assay.Specs;

namespace Assay;

/// <content>Runs that are kept in the store.</content>
public sealed partial class Orchestrator
{
    /// <summary>
    /// Plans a run and keeps it: every piece of work is a row. The same spec and data give the same manifest, and planning again
    /// writes nothing. Calls no engine. The memory is that of the items, whatever the number of trials.
    /// </summary>
    /// <param name="source">The experiment or benchmark.</param>
    /// <param name="stages">The stages that must be possible: plugins that only others need may be unknown, and their work is then left out.</param>
    /// <param name="cancellationToken">Stops the planning; then there is no manifest.</param>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    public async Task<RunManifest> PlanAsync(RunSource source, RunStages stages = RunStages.All, CancellationToken cancellationToken = default)
    {
        var run = await PrepareAsync(source, stages, cancellationToken);
        return await (await ManifestsAsync(cancellationToken)).KeepAsync(run, project, source, cancellationToken);
    }

    /// <summary>Finds a run that was planned or begun.</summary>
    /// <param name="runIdPrefix">The beginning of its identity: 1 to 32 hexadecimal digits in either case.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <exception cref="AssayException">No run begins so (<see cref="ErrorCode.RunUnknown"/>), or several do (<see cref="ErrorCode.HashAmbiguous"/>).</exception>
    public async Task<RunManifest> GetManifestAsync(string runIdPrefix, CancellationToken cancellationToken = default) =>
        await (await ManifestsAsync(cancellationToken)).GetAsync(runIdPrefix, cancellationToken);

    /// <summary>Streams the runs that were planned or begun in this store, the newest first. Slices that tests run one by one are not among them.</summary>
    /// <param name="cancellationToken">Stops the stream.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async IAsyncEnumerable<RunManifest> ListManifestsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var manifest in (await ManifestsAsync(cancellationToken)).ListAsync(cancellationToken))
            yield return manifest;
    }

    private async ValueTask<ManifestKeeper> ManifestsAsync(CancellationToken cancellationToken) =>
        new((await GetStorageAsync(cancellationToken)).Manifests, options.Time);
}
