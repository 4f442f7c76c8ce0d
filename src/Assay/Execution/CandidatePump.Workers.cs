using System.Runtime.ExceptionServices;
using Assay.Errors;
using Assay.Identity;
using Assay.Planning;
using Assay.Storage;

namespace Assay.Execution;

/// <content>Dealing candidates out, and starting them.</content>
internal sealed partial class CandidatePump
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
        var queue = new FairQueue(
            Enumerable.Range(0, slice.Models.Count).Select(model => work.Ordinals(slice, model, options.ParallelCandidates)),
            (int)Math.Clamp(work.Pending / (4 * threads.Count), 1, BatchSize));
        var workers = new Task[threads.Count];
        for (var i = 0; i < workers.Length; i++)
            workers[i] = WorkAsync(queue);
        try
        {
            await Task.WhenAll(workers);
        }
        finally
        {
            foreach (var rest in queue.Clear())
                GiveUp(rest);
            await outstanding.DrainAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (fault is not null)
            ExceptionDispatchInfo.Throw(fault);
    }

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    private bool IsStopping => stop.IsCancellationRequested || breaker.Tripped is not null;

    /// <summary>Starts candidates one after the other. One whose engine answers at once is run in place; for one that waits another place is taken.</summary>
    private async Task WorkAsync(FairQueue queue)
    {
        var hasPlace = false;
        try
        {
            await threads.SwitchAsync();
            var ordinals = new List<long>(BatchSize);
            while (!IsStopping)
            {
                if (threads.IsWanted)
                    await threads.YieldAsync();
                await store.WaitForRoomAsync(stop.Token);
                if (!hasPlace && !TryEnter())
                    await inFlight.WaitAsync(stop.Token);
                hasPlace = true;
                await threads.SwitchAsync();
                var lane = queue.Take(out var ready, ordinals);
                if (lane < 0)
                    break;
                if (ordinals.Count > 0)
                {
                    await FillAsync(queue, lane, ordinals);
                    continue;
                }

                var running = StartAsync(ready);
                if (running.IsCompletedSuccessfully)
                {
                    queue.Ended(lane);
                    continue;
                }

                hasPlace = false;
                outstanding.Track(EndAsync(running, queue, lane));
            }
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
            if (hasPlace)
                inFlight.Release();
        }
    }

    private bool TryEnter() => inFlight.Wait(0, CancellationToken.None);

    private ValueTask StartAsync(ReadyCandidate ready) => ready.Slot is null
        ? ScoreStoredAsync(ready.Candidate, ready.Partly, ready.Scores!, stop.Token)
        : RunClaimedAsync(ready.Candidate, ready.Slot, ready.Stored, stop.Token);

    private async Task EndAsync(ValueTask running, FairQueue queue, int lane)
    {
        try
        {
            await GuardAsync(running);
        }
        finally
        {
            queue.Ended(lane);
            inFlight.Release();
        }
    }

    private async Task GuardAsync(ValueTask running)
    {
        try
        {
            await running;
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

    /// <summary>Claims candidates and looks them up. One that somebody else has claimed follows that one, and takes no place.</summary>
    private async ValueTask FillAsync(FairQueue queue, int lane, List<long> ordinals)
    {
        var ready = new List<ReadyCandidate>(ordinals.Count);
        var isHandedOver = false;
        try
        {
            await FindPartlyDoneAsync(ordinals, ready);
            var first = ready.Count;
            foreach (var ordinal in ordinals)
            {
                if (work.IsPartlyDone(ordinal))
                    continue;
                var candidate = slice.CandidateOf(ordinal);
                if (ledger.TryClaim(candidate.Key, out var slot))
                    ready.Add(new ReadyCandidate(ordinal, slot, candidate, default, default));
                else
                    outstanding.Track(GuardAsync(FollowAsync(candidate, slot)));
            }

            var keys = new Hash128[ready.Count - first];
            for (var i = 0; i < keys.Length; i++)
                keys[i] = ready[first + i].Candidate.Key;
            var found = new StoredGeneration[keys.Length];
            await store.FindGenerationsAsync(keys, found, stop.Token);
            for (var i = 0; i < keys.Length; i++)
                ready[first + i] = ready[first + i] with { Stored = found[i] };
            queue.Put(lane, ready);
            isHandedOver = true;
        }
        finally
        {
            if (!isHandedOver)
                ready.ForEach(GiveUp);
        }
    }

    /// <summary>Claims the candidates that lack scores alone, and reads what is stored of them. One whose scores somebody else makes follows that one.</summary>
    private async ValueTask FindPartlyDoneAsync(List<long> ordinals, List<ReadyCandidate> ready)
    {
        var places = new Dictionary<long, int>();
        foreach (var ordinal in ordinals.Where(work.IsPartlyDone))
        {
            var candidate = slice.CandidateOf(ordinal);
            if (TryClaimScores(candidate, out var claim))
            {
                places.Add(ordinal, ready.Count);
                ready.Add(new ReadyCandidate(ordinal, null, candidate, default, default) { Scores = claim });
            }
            else
            {
                outstanding.Track(GuardAsync(FollowStoredAsync(candidate, claim)));
            }
        }

        if (places.Count == 0)
            return;
        var (first, last) = (places.Keys.Min(), places.Keys.Max());
        await foreach (var stored in store.ReadCandidatesAsync(binding.PlanId, options.Columns.Overlays, first, last - first + 1, stop.Token))
        {
            if (places.TryGetValue(stored.Ordinal, out var place))
                ready[place] = ready[place] with { Stored = stored.Generation, Partly = PartlyDone.Of(stored) };
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
                await FinishAsync(candidate, outcome, null, stop.Token);
                return;
            }
            catch (OperationCanceledException) when (!IsStopping)
            {
                // Whoever had claimed it gave up: it is ours, or somebody else's by now.
                if (!ledger.TryClaim(candidate.Key, out slot))
                    continue;
                var found = new StoredGeneration[1];
                await store.FindGenerationsAsync(new[] { candidate.Key }, found, stop.Token);
                await inFlight.WaitAsync(stop.Token);
                try
                {
                    await RunClaimedAsync(candidate, slot, found[0], stop.Token);
                }
                finally
                {
                    inFlight.Release();
                }

                return;
            }
        }
    }

    private void GiveUp(ReadyCandidate ready)
    {
        if (ready.Slot is not null)
            GiveUp(ready.Candidate.Key, ready.Slot);
        if (ready.Scores is not null)
            ledger.Scores.Release(ready.Scores);
    }

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
