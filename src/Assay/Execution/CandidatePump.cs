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

        // Ours before anybody can follow.
        var claim = outcome.Output is not null && HasColumns && TryClaimScores(candidate, out var mine) ? mine : null;
        slot.Complete(outcome);
        await FinishAsync(candidate, outcome, claim, cancellationToken);
    }

    private async ValueTask<GenerationOutcome> GenerateAsync(Candidate candidate, StoredGeneration stored, CancellationToken cancellationToken)
    {
        if (stored.Status == GenerationStatus.Completed)
        {
            ledger.Release(candidate.Key);
            CountStored(candidate);
            return new GenerationOutcome(new GenerationRef(stored.Id), null, GenerationStatus.Completed);
        }

        if (stored.Status == GenerationStatus.Failed && options.Batched?.FailureOf(candidate.Key) is { } message)
        {
            ledger.Release(candidate.Key);
            CountStored(candidate);
            return new GenerationOutcome(new GenerationRef(stored.Id), null, GenerationStatus.Failed, stored.Failure, message);
        }

        if (options.Batched?.IsLeft(candidate.Key) == true)
            return Missing(candidate);

        if (!options.Columns.Stages.HasFlag(RunStages.Generation))
            return Missing(candidate);
        var entry = FindRecorded(candidate);
        if (entry is not null)
        {
            counters.Reused();
        }
        else
        {
            if (!options.Permit.Allows(candidate.Model.Engine))
                return Missing(candidate);

            // The breaker may have tripped while this one waited for its place.
            if (breaker.Tripped is not null)
                throw new OperationCanceledException();
            entry = await TryAskAsync(candidate, cancellationToken);
            if (entry is null)
                return Missing(candidate);
            counters.Generated();
        }

        await store.AppendAsync(entry, cancellationToken);
        return new GenerationOutcome(new GenerationRef(entry), entry.Output, entry.Failure is null ? GenerationStatus.Completed : GenerationStatus.Failed, entry.Failure, entry.FailureMessage);
    }

    private void CountStored(Candidate candidate)
    {
        if (options.Batched?.Count(candidate.Key) == true)
            counters.Generated();
        else
            counters.Reused();
    }

    private GenerationOutcome Missing(Candidate candidate)
    {
        ledger.Release(candidate.Key);
        return new GenerationOutcome(default, null, GenerationStatus.Missing, ErrorCode.GenerationMissing);
    }

    /// <summary>The recorded answer of an engine that is elsewhere; null where there is none.</summary>
    private GenerationEntry? FindRecorded(Candidate candidate) =>
        options.Book is { } book && candidate.Model.Engine.IsRemote && book.TryFind(candidate.Key, out var answer)
            ? RecordedEntry.Of(answer, RowsOf(candidate), options.Time.GetUtcNow(), ReleaseCommitted)
            : null;

    /// <summary>Asks the engine; null where it would have to ask another one that may not be called.</summary>
    private async ValueTask<GenerationEntry?> TryAskAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(candidate, cancellationToken);
        }
        catch (AnswerMissingException)
        {
            return null;
        }
    }

    private GenerationRows RowsOf(Candidate candidate) => new(options.RunId, binding.ModelIds[candidate.Cell.Model], binding.ParamsIds[candidate.Cell.Params]);

    private async ValueTask<GenerationEntry> AskAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        var rows = RowsOf(candidate);
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

    private bool HasColumns => options.Columns.Overlays.Count > 0;

    /// <summary>Records what became of a generation and scores it. Where others score the same, that is left to later, so that no place is held meanwhile.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="outcome">Its generation.</param>
    /// <param name="claim">The right to score an output that was made just now; null for any other.</param>
    /// <param name="cancellationToken">Stops it.</param>
    private async ValueTask FinishAsync(Candidate candidate, GenerationOutcome outcome, ScoreClaim? claim, CancellationToken cancellationToken)
    {
        if (outcome.Status == GenerationStatus.Missing)
        {
            counters.Missing(candidate.Ordinal, candidate.Model.Engine.IsPaid);
            return;
        }

        var failed = outcome.Status == GenerationStatus.Failed;
        if (failed)
            counters.Unanswered(candidate.Ordinal, outcome.Failure, outcome.FailureMessage);
        if (failed || !HasColumns)
            await PlaceAsync(candidate, outcome, items.Of(candidate.Cell.Item), failed ? CountFailed : CountScored, cancellationToken);
        else if (claim is not null)
            await PlaceAndScoreAsync(candidate, outcome, claim, isFresh: true, cancellationToken);
        else if (TryClaimScores(candidate, out var other))
            await PlaceAndScoreAsync(candidate, outcome, other, isFresh: false, cancellationToken);
        else
            outstanding.Track(GuardAsync(FollowFreshAsync(candidate, outcome, other)));
    }

    private ValueTask PlaceAsync(Candidate candidate, GenerationOutcome outcome, ItemEntry item, Action<StoreEntry>? committed, CancellationToken cancellationToken) =>
        store.AppendAsync(
            new PlanItemEntry
            {
                PlanId = binding.PlanId,
                Ordinal = candidate.Ordinal,
                Generation = outcome.Generation,
                Item = item,
                Committed = committed,
            },
            cancellationToken);

    private void ReleaseCommitted(StoreEntry entry) => ledger.Release(((GenerationEntry)entry).Key);

    private void CountScored(StoreEntry entry) => counters.Scored();

    private void CountFinished(StoreEntry entry) => counters.Finished();

    private void CountFailed(StoreEntry entry) => counters.Failed();
}
