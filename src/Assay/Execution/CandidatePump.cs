using System.Runtime.ExceptionServices;
using Assay.Errors;
using Assay.Identity;
using Assay.Planning;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>
/// Moves candidates through the stages. One pump per core takes batches off the plan; an engine that answers at once is run in
/// place, one that waits gives its thread back. A candidate that asks what another one asks follows it.
/// </summary>
internal sealed class CandidatePump(
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
    ItemEntries items,
    PumpOptions options) : IDisposable
{
    private const int BatchSize = 256;

    private readonly Outstanding outstanding = new();
    private readonly CancellationTokenSource stop = new();
    private Exception? fault;

    /// <summary>Runs until nothing is left, the breaker trips, the store fails or the caller cancels.</summary>
    /// <exception cref="AssayException">The store failed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var cancelled = cancellationToken.Register(stop.Cancel);
        var batches = new BatchSource(work.Ordinals(slice.Samples, options.ParallelCandidates), BatchSize);
        var pumps = new Task[Environment.ProcessorCount];
        for (var i = 0; i < pumps.Length; i++)
            pumps[i] = Task.Run(() => PumpAsync(batches), CancellationToken.None);
        try
        {
            await Task.WhenAll(pumps);
        }
        finally
        {
            await outstanding.DrainAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (fault is not null)
            ExceptionDispatchInfo.Throw(fault);
    }

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    private bool IsStopping => stop.IsCancellationRequested || breaker.Tripped is not null;

    private async Task PumpAsync(BatchSource batches)
    {
        try
        {
            while (!IsStopping && batches.TryTake(out var ordinals))
                await RunBatchAsync(ordinals);
        }
        catch (OperationCanceledException) when (IsStopping)
        {
            // RunAsync tells a caller's cancellation from a fault.
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    private async Task RunBatchAsync(List<long> ordinals)
    {
        var claims = new List<(Candidate Candidate, GenerationSlot Slot)>(ordinals.Count);
        var started = 0;
        try
        {
            foreach (var ordinal in ordinals)
            {
                if (work.TryGetPartlyDone(ordinal, out var partly))
                {
                    await StartAsync(() => ScoreStoredAsync(ordinal, partly, stop.Token));
                    continue;
                }

                var candidate = slice.CandidateOf(ordinal);
                if (ledger.TryClaim(candidate.Key, out var slot))
                    claims.Add((candidate, slot));
                else
                    outstanding.Track(GuardAsync(() => FollowAsync(candidate, slot)));
            }

            var keys = claims.Select(static claim => claim.Candidate.Key).ToArray();
            var found = new StoredGeneration[keys.Length];
            await store.FindGenerationsAsync(keys, found, stop.Token);
            for (; started < claims.Count && !IsStopping; started++)
            {
                var (candidate, slot) = claims[started];
                var stored = found[started];
                await StartAsync(() => RunClaimedAsync(candidate, slot, stored, stop.Token));
            }
        }
        finally
        {
            for (; started < claims.Count; started++)
                GiveUp(claims[started].Candidate.Key, claims[started].Slot);
        }
    }

    /// <summary>Waits for a place among those in flight and starts; comes back as soon as the work waits for something else.</summary>
    private async ValueTask StartAsync(Func<ValueTask> start)
    {
        await inFlight.WaitAsync(stop.Token);
        var running = GuardAsync(start, inFlight);
        if (!running.IsCompletedSuccessfully)
            outstanding.Track(running);
    }

    private async Task GuardAsync(Func<ValueTask> start, SemaphoreSlim? release = null)
    {
        try
        {
            await start();
        }
        catch (OperationCanceledException) when (IsStopping)
        {
            // RunAsync tells a caller's cancellation from a fault.
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
        finally
        {
            release?.Release();
        }
    }

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

    private async ValueTask FollowAsync(Candidate candidate, GenerationSlot slot)
    {
        while (true)
        {
            try
            {
                var outcome = await slot.Outcome.WaitAsync(stop.Token);
                counters.Reused();
                await FinishAsync(candidate, outcome, stop.Token);
                return;
            }
            catch (OperationCanceledException) when (!IsStopping)
            {
                // Whoever had claimed it gave up: it is ours, or somebody else's by now.
                if (!ledger.TryClaim(candidate.Key, out slot))
                    continue;
                var found = new StoredGeneration[1];
                await store.FindGenerationsAsync(new[] { candidate.Key }, found, stop.Token);
                await StartAsync(() => RunClaimedAsync(candidate, slot, found[0], stop.Token));
                return;
            }
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
        var done = failed || outcome.Output is not null ? null : await FindDoneAsync(outcome.Generation, item, cancellationToken);
        var isFinished = done is not null && Array.TrueForAll(done, static one => one);
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
        await ScoreAsync(candidate.Ordinal, outcome.Generation, item, output, done, cancellationToken);
    }

    /// <summary>Which parses and scores of a stored output another plan has made, so that none is paid for twice.</summary>
    private async ValueTask<bool[]> FindDoneAsync(GenerationRef generation, ItemEntry item, CancellationToken cancellationToken) =>
        Array.ConvertAll(await store.FindScoresAsync(generation.RowId, item.Item, options.Columns.Overlays, cancellationToken), PendingWork.IsFinished);

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

    private void GiveUp(Hash128 key, GenerationSlot slot)
    {
        ledger.Release(key);
        slot.Cancel();
    }

    private void Fail(Exception exception)
    {
        Interlocked.CompareExchange(ref fault, exception, null);
        stop.Cancel();
    }
}
