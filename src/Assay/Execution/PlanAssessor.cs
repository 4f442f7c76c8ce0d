using Assay.Planning;
using Assay.Recordings;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>Compares a plan with what is stored. Calls no engine and writes nothing but the plan's own row.</summary>
/// <param name="store">Where results are kept.</param>
/// <param name="projections">Tells what changed since; null where the store has no such part, and nothing is told.</param>
/// <param name="book">Recorded answers; null for none.</param>
internal sealed class PlanAssessor(IRunStore store, IProjectionReader? projections, AnswerBook? book)
{
    private const int BatchSize = 1024;

    /// <summary>Counts what is done and what is missing.</summary>
    public async Task<SlicePlan> AssessAsync(PlannedSlice slice, PlanBinding binding, CancellationToken cancellationToken)
    {
        var columns = StageColumns.Of(slice, binding, RunStages.All);
        var work = await PendingWork.ReadAsync(store, slice, binding, columns, cancellationToken);
        var changes = projections is null ? null : new PlanChangeFinder(projections, slice, binding, columns);
        if (changes is not null && work.HasPartlyDone)
            await AddPartlyDoneAsync(changes, work, binding, columns, cancellationToken);
        var missing = new KeySet();
        var recorded = new KeySet();
        long paid = 0;
        var complete = work.Complete;
        var batch = new List<Candidate>(BatchSize);
        foreach (var ordinal in work.Ordinals())
        {
            if (work.IsPartlyDone(ordinal))
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
            complete,
            missing.Count,
            slice.Scores.Count == 0 ? 0 : slice.Count - complete,
            paid)
        {
            Recorded = recorded.Count,
            PaidJudgements = (slice.Count - complete) * slice.Scores.Count(static score => score.HasPaidJudge || score.JudgeModels.Any(static model => model.Engine.IsPaid)),
            Changes = changes is null ? [] : [.. await changes.FindAsync(cancellationToken)],
        };

        async ValueTask LookUpAsync()
        {
            var found = new StoredGeneration[batch.Count];
            await store.FindGenerationsAsync(batch.Select(static candidate => candidate.Key).ToArray(), found, cancellationToken);
            for (var i = 0; i < found.Length; i++)
            {
                if (found[i].Status == GenerationStatus.Completed)
                    await AddStoredAsync(found[i].Id, batch[i]);
                else if (book is not null && batch[i].Model.Engine.IsRemote && book.Contains(batch[i].Key))
                    recorded.Add(batch[i].Key);
                else if (missing.Add(batch[i].Key) && batch[i].Model.Engine.IsPaid)
                    paid++;
            }

            batch.Clear();
        }

        // Another plan made the generation, and perhaps its parses and scores.
        async ValueTask AddStoredAsync(long generation, Candidate candidate)
        {
            var done = await PartlyDone.FindAsync(store, generation, candidate.Item, columns.Overlays, cancellationToken);
            if (done.IsFinished)
                complete++;
            else
                changes?.Add(done);
        }
    }

    private async ValueTask AddPartlyDoneAsync(PlanChangeFinder changes, PendingWork work, PlanBinding binding, StageColumns columns, CancellationToken cancellationToken)
    {
        await foreach (var stored in store.ReadCandidatesAsync(binding.PlanId, columns.Overlays, cancellationToken))
        {
            if (work.IsPartlyDone(stored.Ordinal))
                changes.Add(PartlyDone.Of(stored));
        }
    }
}
