using System.Runtime.CompilerServices;
using Assay.Errors;
using Assay.Planning;
using Assay.Specs;
using Assay.Storage.Manifests;

namespace Assay.Execution;

/// <summary>Keeps runs that are planned or begun, and finds them again.</summary>
/// <param name="manifests">Where they are kept.</param>
/// <param name="time">The clock.</param>
internal sealed class ManifestKeeper(IManifestRepository manifests, TimeProvider time)
{
    /// <summary>Keeps a run with all of its work; one that is kept already changes nothing. The candidates are streamed.</summary>
    /// <param name="run">The run.</param>
    /// <param name="project">The project.</param>
    /// <param name="source">What was planned.</param>
    /// <param name="cancellationToken">Stops the writing; a manifest is there only once all of its work is.</param>
    public async ValueTask<RunManifest> KeepAsync(PreparedRun run, ProjectSpec project, RunSource source, CancellationToken cancellationToken)
    {
        if (await manifests.FindAsync(run.RunId.ToString(), cancellationToken) is [{ IsPlanned: true } kept])
            return new RunManifest(kept, manifests, time);
        foreach (var task in run.Tasks)
            await manifests.SaveWorkItemsAsync(task.Binding.PlanId, SeedsOf(task.Slice, project.Storage.StoreItemPayloads, cancellationToken), cancellationToken);
        await SaveAsync(run, RecordOf(run, project, source), cancellationToken);
        return await GetAsync(run.RunId.ToString(), cancellationToken);
    }

    /// <summary>Keeps that a run is begun, so that others can find it and see how it stands; writes a few rows, however many candidates it has.</summary>
    /// <param name="run">The run.</param>
    /// <param name="project">The project.</param>
    /// <param name="source">What is run.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public async ValueTask NoteAsync(PreparedRun run, ProjectSpec project, RunSource source, CancellationToken cancellationToken)
    {
        if (await manifests.FindAsync(run.RunId.ToString(), cancellationToken) is [])
            await SaveAsync(run, RecordOf(run, project, source) with { IsPlanned = false }, cancellationToken);
    }

    /// <summary>The run that the beginning of an identity names.</summary>
    /// <exception cref="AssayException">No run or several begin so.</exception>
    public async ValueTask<RunManifest> GetAsync(string prefix, CancellationToken cancellationToken) => await manifests.FindAsync(prefix, cancellationToken) switch
    {
        [var one] => new RunManifest(one, manifests, time),
        [] => throw new AssayException(ErrorCode.RunUnknown, $"No run whose id begins with '{prefix}' was planned or begun in this store; list the planned runs, or plan it."),
        var several => throw new AssayException(
            ErrorCode.HashAmbiguous,
            $"{several.Count} runs have ids that begin with '{prefix}': {string.Join(", ", several.Take(5).Select(static run => $"{run.RunId} ({run.Name})"))}; give more digits."),
    };

    /// <summary>All runs that were planned or begun, the newest first.</summary>
    public async IAsyncEnumerable<RunManifest> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var record in manifests.ListAsync(cancellationToken))
            yield return new RunManifest(record, manifests, time);
    }

    private async ValueTask SaveAsync(PreparedRun run, ManifestRecord record, CancellationToken cancellationToken)
    {
        foreach (var task in run.Tasks)
            await manifests.SaveColumnsAsync(run.RunId, task.Binding.PlanId, StageColumns.Of(task.Slice, task.Binding, RunStages.All).Overlays, cancellationToken);
        await manifests.SaveAsync(record, cancellationToken);
    }

    private ManifestRecord RecordOf(PreparedRun run, ProjectSpec project, RunSource source) =>
        new(run.RunId, project.Name, source.Id, source.Kind, source.ToJson(), time.GetUtcNow(), [.. run.Tasks.Select(static task => task.Binding.PlanId)]);

    private static async IAsyncEnumerable<WorkItemSeed> SeedsOf(PlannedSlice slice, bool storePayloads, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var items = new ItemEntries(slice, storePayloads);
        for (long ordinal = 0; ordinal < slice.Count; ordinal++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var candidate = slice.CandidateOf(ordinal);
            yield return new WorkItemSeed(ordinal, candidate.Key, items.Of(candidate.Cell.Item));
        }
    }
}
