using Assay.Errors;
using Assay.Planning;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>
/// Moves candidates through the stages. A few threads start them; an engine that answers at once is run in place, one that waits
/// gives its thread back. A candidate that asks what another one asks follows it.
/// </summary>
internal sealed partial class CandidatePump(
    IRunStore store,
    GenerationLedger ledger,
    SemaphoreSlim inFlight,
    PlannedSlice slice,
    PlanBinding binding,
    PendingWork work,
    RunCounters counters,
    CircuitBreaker breaker,
    GenerationStage generation,
    CandidateScorer scorer,
    TaskTelemetry telemetry,
    TrialGate trials,
    ProcessorThreads threads,
    ItemEntries items,
    PumpOptions options) : IDisposable
{
    private async ValueTask RunClaimedAsync(Candidate candidate, GenerationSlot slot, StoredGeneration stored, CancellationToken cancellationToken)
    {
        GenerationOutcome outcome;
        try
        {
            outcome = await GenerateAsync(candidate, stored, cancellationToken);
        }
        catch
        {
            GiveUp(candidate.Key, slot);
            throw;
        }

        slot.Complete(outcome);
        await FinishAsync(candidate, outcome, cancellationToken);
    }

    private async ValueTask<GenerationOutcome> GenerateAsync(Candidate candidate, StoredGeneration stored, CancellationToken cancellationToken)
    {
        if (stored.Status == GenerationStatus.Completed)
        {
            ledger.Release(candidate.Key);
            counters.Reused();
            return new GenerationOutcome(new GenerationRef(stored.Id), null, GenerationStatus.Completed);
        }

        if (!options.Columns.Stages.HasFlag(RunStages.Generation) || (candidate.Model.Engine.IsPaid && !options.MaySpend))
        {
            ledger.Release(candidate.Key);
            return new GenerationOutcome(default, null, GenerationStatus.Missing, ErrorCode.GenerationMissing);
        }

        // The breaker may have tripped while this one waited for its place.
        if (breaker.Tripped is not null)
            throw new OperationCanceledException();
        var entry = await AskAsync(candidate, cancellationToken);
        await store.AppendAsync(entry, cancellationToken);
        counters.Generated();
        return new GenerationOutcome(new GenerationRef(entry), entry.Output, entry.Failure is null ? GenerationStatus.Completed : GenerationStatus.Failed, entry.Failure, entry.FailureMessage);
    }

    private async ValueTask<GenerationEntry> AskAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        var rows = new GenerationRows(options.RunId, binding.ModelIds[candidate.Cell.Model], binding.ParamsIds[candidate.Cell.Params]);
        if (!trials.IsNeeded)
            return await generation.RunAsync(candidate, slice, rows, ReleaseCommitted, cancellationToken);
        await trials.EnterAsync(candidate.Ordinal, cancellationToken);
        try
        {
            return await generation.RunAsync(candidate, slice, rows, ReleaseCommitted, cancellationToken);
        }
        finally
        {
            trials.Leave(candidate.Ordinal);
        }
    }

    private async ValueTask FinishAsync(Candidate candidate, GenerationOutcome outcome, CancellationToken cancellationToken)
    {
        if (outcome.Status == GenerationStatus.Missing)
        {
            counters.Missing(candidate.Ordinal, candidate.Model.Engine.IsPaid);
            return;
        }

        var failed = outcome.Status == GenerationStatus.Failed;
        if (failed)
            counters.Unanswered(candidate.Ordinal, outcome.Failure, outcome.FailureMessage);
        var item = items.Of(candidate.Cell.Item);
        PartlyDone? done = failed || outcome.Output is not null ? null
            : await PartlyDone.FindAsync(store, outcome.Generation.RowId, item.Item, options.Columns.Overlays, cancellationToken);
        var isFinished = done is { IsFinished: true };
        await store.AppendAsync(
            new PlanItemEntry
            {
                PlanId = binding.PlanId,
                Ordinal = candidate.Ordinal,
                Generation = outcome.Generation,
                Item = item,
                Committed = failed ? CountFailed : isFinished ? CountFinished : options.Columns.Overlays.Count == 0 ? CountScored : null,
            },
            cancellationToken);
        if (failed || isFinished || options.Columns.Overlays.Count == 0)
            return;
        var output = outcome.Output ?? await store.ReadOutputAsync(outcome.Generation.RowId, cancellationToken);
        await ScoreAsync(candidate.Ordinal, outcome.Generation, item, output, done?.Columns, cancellationToken);
    }

    private async ValueTask ScoreStoredAsync(long ordinal, PartlyDone partly, CancellationToken cancellationToken)
    {
        counters.Reused();
        var output = await store.ReadOutputAsync(partly.GenerationId, cancellationToken);
        await ScoreAsync(ordinal, new GenerationRef(partly.GenerationId), items.Of(slice.CellOf(ordinal).Item), output, partly.Columns, cancellationToken);
    }

    private async ValueTask ScoreAsync(long ordinal, GenerationRef reference, ItemEntry item, Output output, bool[]? isDone, CancellationToken cancellationToken)
    {
        var (transforms, evaluations) = await scorer.ScoreAsync(item.Item, output, options.Columns, isDone, telemetry.ScopeOf(slice.CellOf(ordinal)), cancellationToken);
        var isBroken = transforms.Exists(static transform => transform.Failure is not null);
        foreach (var evaluation in evaluations)
        {
            if (evaluation.Failure is not { } code || code == ErrorCode.ParseFailed)
                continue;
            isBroken = true;
            counters.Unanswered(ordinal, code, evaluation.Explanation);
        }

        if (isBroken)
            counters.Unscored();
        await store.AppendAsync(
            new ScoreEntry
            {
                RunId = options.RunId,
                Generation = reference,
                Item = item,
                Transforms = transforms,
                Evaluations = evaluations,
                Committed = CountScored,
            },
            cancellationToken);
    }

    private void ReleaseCommitted(StoreEntry entry) => ledger.Release(((GenerationEntry)entry).Key);

    private void CountScored(StoreEntry entry) => counters.Scored();

    private void CountFinished(StoreEntry entry) => counters.Finished();

    private void CountFailed(StoreEntry entry) => counters.Failed();
}
