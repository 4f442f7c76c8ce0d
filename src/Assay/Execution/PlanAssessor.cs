using Assay.Identity;
using Assay.Planning;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>Compares a plan with what is stored. Calls no engine and writes nothing but the plan's own row.</summary>
/// <param name="store">Where results are kept.</param>
internal sealed class PlanAssessor(IRunStore store)
{
    private const int BatchSize = 1024;

    /// <summary>Counts what is done and what is missing.</summary>
    public async Task<SlicePlan> AssessAsync(PlannedSlice slice, PlanBinding binding, CancellationToken cancellationToken)
    {
        var work = await PendingWork.ReadAsync(store, slice, binding, StageColumns.Of(slice, binding, RunStages.All), cancellationToken);
        var missing = new HashSet<Hash128>();
        long paid = 0;
        var batch = new List<Candidate>(BatchSize);
        foreach (var ordinal in work.Ordinals())
        {
            if (work.TryGetPartlyDone(ordinal, out _))
                continue;
            batch.Add(slice.CandidateOf(ordinal));
            if (batch.Count == BatchSize)
                await LookUpAsync();
        }

        await LookUpAsync();
        return new SlicePlan(
            slice.Experiment.Id,
            slice.Task.Id,
            slice.Trials,
            slice.Count,
            work.Complete,
            missing.Count,
            slice.Scores.Count == 0 ? 0 : slice.Count - work.Complete,
            paid);

        async ValueTask LookUpAsync()
        {
            var found = new StoredGeneration[batch.Count];
            await store.FindGenerationsAsync(batch.Select(static candidate => candidate.Key).ToArray(), found, cancellationToken);
            for (var i = 0; i < found.Length; i++)
            {
                if (found[i].Status != GenerationStatus.Completed && missing.Add(batch[i].Key) && batch[i].Model.Engine.IsPaid)
                    paid++;
            }

            batch.Clear();
        }
    }
}
