using Assay.Identity;
using Assay.Planning;
using Assay.Recordings;
using Assay.Runtime;
using Assay.Storage;

namespace Assay.Execution.Batches;

/// <summary>Finds the generations that a run lacks and a provider's batches can make, and claims them.</summary>
/// <param name="scope">The run and the provider.</param>
/// <param name="ledger">What this process has under way.</param>
/// <param name="book">Recorded answers; null for none.</param>
/// <param name="parallelCandidates">How many candidates of one trial come one after the other.</param>
internal sealed class BatchCollector(BatchScope scope, GenerationLedger ledger, AnswerBook? book, int parallelCandidates)
{
    private const int AtOnce = 1024;

    private readonly List<(PlannedSlice Slice, Candidate Candidate)> batch = new(AtOnce);

    /// <summary>Finds and claims.</summary>
    /// <param name="work">What is left of each of the run's tasks.</param>
    /// <param name="asked">Receives what is claimed, at once, so that it can be given up whatever happens.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task CollectAsync(IReadOnlyList<PendingWork> work, Dictionary<Hash128, AskedItem> asked, CancellationToken cancellationToken)
    {
        foreach (var (index, task) in scope.Run.Tasks.Index())
        {
            var slice = task.Slice;
            for (var model = 0; model < slice.Models.Count; model++)
            {
                if (!ReferenceEquals(slice.Models[model].Engine, scope.Engine))
                    continue;
                foreach (var ordinal in work[index].Ordinals(slice, model, parallelCandidates))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (work[index].IsPartlyDone(ordinal))
                        continue;
                    var candidate = slice.CandidateOf(ordinal);
                    if (candidate.RenderFailure is null && candidate.Item.Failure is null && book?.Contains(candidate.Key) != true)
                        batch.Add((slice, candidate));
                    if (batch.Count == AtOnce)
                        await ClaimAsync(asked, cancellationToken);
                }
            }
        }

        await ClaimAsync(asked, cancellationToken);
    }

    private async ValueTask ClaimAsync(Dictionary<Hash128, AskedItem> asked, CancellationToken cancellationToken)
    {
        var claimed = new List<Hash128>(batch.Count);
        foreach (var (slice, candidate) in batch)
        {
            if (!ledger.TryClaim(candidate.Key, out var slot))
                continue;
            asked.Add(candidate.Key, new AskedItem(candidate.Key, slot, slice, candidate.Ordinal));
            claimed.Add(candidate.Key);
        }

        batch.Clear();
        var found = new StoredGeneration[claimed.Count];
        await scope.Run.Store.FindGenerationsAsync(claimed.ToArray(), found, cancellationToken);
        for (var i = 0; i < found.Length; i++)
        {
            var item = asked[claimed[i]];
            if (found[i].Status != GenerationStatus.Completed && scope.Endpoint.Takes(item.RequestOf(item.Candidate, RuntimeContext.Empty)))
                continue;
            asked.Remove(item.Key);
            ledger.Release(item.Key);
            item.Slot.Cancel();
        }
    }
}
