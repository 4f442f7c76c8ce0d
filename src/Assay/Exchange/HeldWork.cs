using Assay.Execution;
using Assay.Identity;
using Assay.Storage.Manifests;

namespace Assay.Exchange;

/// <summary>The generations of a planned run that a worker or a job holds.</summary>
internal static class HeldWork
{
    /// <summary>Reads their identities; none where the run is not planned.</summary>
    public static async ValueTask<IReadOnlySet<Hash128>> ReadAsync(PreparedRun run, IManifestRepository? manifests, CancellationToken cancellationToken)
    {
        var held = new HashSet<Hash128>();
        if (manifests is null || (await manifests.FindAsync(run.RunId.ToString(), cancellationToken)).Count == 0)
            return held;
        await foreach (var item in manifests.ReadWorkItemsAsync(run.RunId, WorkStage.Generation, WorkStatus.Running, cancellationToken))
            held.Add(item.Key);
        return held;
    }
}
