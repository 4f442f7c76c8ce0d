using Assay.Identity;
using Assay.Planning;
using Assay.Planning.Diffs;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>Finds the finished work of a run that another run has no use for. Writes nothing but the run's own plan rows.</summary>
/// <param name="store">Where results are kept.</param>
internal sealed class FinishedWork(IRunStore store)
{
    private const int BatchSize = 1024;

    /// <summary>How many of the given generations are completed.</summary>
    public async ValueTask<long> CountGenerationsAsync(IReadOnlyList<Hash128> keys, CancellationToken cancellationToken)
    {
        long count = 0;
        var found = new StoredGeneration[BatchSize];
        foreach (var batch in keys.Chunk(BatchSize))
        {
            await store.FindGenerationsAsync(batch, found.AsMemory(0, batch.Length), cancellationToken);
            count += found.Take(batch.Length).LongCount(static one => one.Status == GenerationStatus.Completed);
        }

        return count;
    }

    /// <summary>How many of the given evaluations are finished, among those that the given plans made.</summary>
    public async ValueTask<long> CountEvaluationsAsync(IReadOnlyList<PlannedSlice> slices, HashChanges changes, CancellationToken cancellationToken)
    {
        var open = changes.Removed.ToHashSet();
        var before = open.Count;
        foreach (var slice in slices)
        {
            if (open.Count == 0)
                break;
            var binding = await PlanBinding.BindAsync(store, slice, cancellationToken);
            var columns = StageColumns.Of(slice, binding, RunStages.Evaluation);
            await foreach (var stored in store.ReadCandidatesAsync(binding.PlanId, columns.Overlays, cancellationToken))
                Remove(open, slice, stored);
        }

        return before - open.Count;
    }

    private static void Remove(HashSet<Hash128> open, PlannedSlice slice, StoredCandidate stored)
    {
        if (stored.Generation.Status != GenerationStatus.Completed)
            return;
        var candidate = slice.CandidateOf(stored.Ordinal);
        for (var i = 0; i < stored.Scores.Length; i++)
        {
            if (stored.Scores[i].IsFinished)
                open.Remove(PlanHashes.EvaluationOf(slice, slice.Scores[i], candidate.Key, candidate.Item.Digest));
        }
    }
}
