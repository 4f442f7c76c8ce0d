using Assay.Identity;

namespace Assay.Storage;

/// <summary>
/// Where runs are kept: an append-only log of events with projections that are updated in the same transaction.
/// Safe for concurrent use within a process; several processes may have one store open.
/// </summary>
public interface IRunStore : IAsyncDisposable
{
    /// <summary>The row of a definition (a model, a parse, a metric), inserted when it is new.</summary>
    /// <param name="kind">What it is: <c>model</c>, <c>params</c>, <c>parse</c>, <c>metric</c>.</param>
    /// <param name="key">Its identity.</param>
    /// <param name="json">Its spec, for people and tools.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The row, above 0; equal for equal kind and key.</returns>
    ValueTask<long> InternAsync(string kind, Hash128 key, string json, CancellationToken cancellationToken);

    /// <summary>The row of a plan, inserted when it is new.</summary>
    ValueTask<long> OpenPlanAsync(PlanRecord plan, CancellationToken cancellationToken);

    /// <summary>Begins a run over plans.</summary>
    /// <param name="planIds">The plans' rows.</param>
    /// <param name="provenanceJson">Where and with what it ran, as JSON.</param>
    /// <param name="started">When it began.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The run's row, above 0.</returns>
    ValueTask<long> BeginRunAsync(IReadOnlyList<long> planIds, string provenanceJson, DateTimeOffset started, CancellationToken cancellationToken);

    /// <summary>Ends a run, once everything appended before is committed.</summary>
    ValueTask EndRunAsync(long runId, RunState state, DateTimeOffset ended, CancellationToken cancellationToken);

    /// <summary>Finds generations by identity.</summary>
    /// <param name="keys">The identities.</param>
    /// <param name="found">Receives as many answers, in the same order; missing ones have <see cref="GenerationStatus.Missing"/>.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    ValueTask FindGenerationsAsync(ReadOnlyMemory<Hash128> keys, Memory<StoredGeneration> found, CancellationToken cancellationToken);

    /// <summary>Reads a completed generation's output.</summary>
    /// <exception cref="Errors.StoreException">There is no such output.</exception>
    ValueTask<Output> ReadOutputAsync(long generationId, CancellationToken cancellationToken);

    /// <summary>Streams the outputs of a plan's candidates that have one, in order.</summary>
    /// <param name="planId">The plan's row.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    IAsyncEnumerable<StoredOutput> ReadOutputsAsync(long planId, CancellationToken cancellationToken);

    /// <summary>Reads an item.</summary>
    /// <param name="itemRow">Its row.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <returns>Null when there is no such item.</returns>
    ValueTask<StoredItem?> ReadItemAsync(long itemRow, CancellationToken cancellationToken);

    /// <summary>Reads many items as <see cref="ReadItemAsync"/> reads one; a store reads them at once where it implements this.</summary>
    /// <param name="itemRows">Their rows, in any order.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <returns>Aligned with the rows; null where there is no such item.</returns>
    async ValueTask<IReadOnlyList<StoredItem?>> ReadItemsAsync(IReadOnlyList<long> itemRows, CancellationToken cancellationToken)
    {
        var found = new StoredItem?[itemRows.Count];
        for (var i = 0; i < found.Length; i++)
            found[i] = await ReadItemAsync(itemRows[i], cancellationToken).ConfigureAwait(false);
        return found;
    }

    /// <summary>Reads the texts of many completed generations' outputs; a store reads them at once where it implements this.</summary>
    /// <param name="generationIds">Their rows, in any order.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <returns>Aligned with the rows.</returns>
    /// <exception cref="Errors.StoreException">One of them has no output.</exception>
    async ValueTask<IReadOnlyList<string>> ReadOutputTextsAsync(IReadOnlyList<long> generationIds, CancellationToken cancellationToken)
    {
        var found = new string[generationIds.Count];
        for (var i = 0; i < found.Length; i++)
            found[i] = (await ReadOutputAsync(generationIds[i], cancellationToken).ConfigureAwait(false)).Text;
        return found;
    }

    /// <summary>Streams a plan's candidates that have a generation, in order, without payloads.</summary>
    /// <param name="planId">The plan's row.</param>
    /// <param name="overlays">The scores, and the parses alone, to read. Of a parse alone the score's value is 1 or 0 and its failure <see cref="Errors.ErrorCode.ParseFailed"/> where it found nothing, or why it broke.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    IAsyncEnumerable<StoredCandidate> ReadCandidatesAsync(long planId, IReadOnlyList<Overlay> overlays, CancellationToken cancellationToken);

    /// <summary>Finds what is stored of a generation and an item, whichever plan it was made for.</summary>
    /// <param name="generationId">The generation's row.</param>
    /// <param name="item">The item.</param>
    /// <param name="overlays">The scores, and the parses alone, to look for.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <returns>
    /// Aligned with the overlays and as <see cref="ReadCandidatesAsync(long, IReadOnlyList{Overlay}, CancellationToken)"/> gives them. A store
    /// that cannot tell says that nothing exists, as it does unless it is implemented; what it holds is then computed again.
    /// </returns>
    ValueTask<StoredScore[]> FindScoresAsync(long generationId, Contracts.Item item, IReadOnlyList<Overlay> overlays, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new StoredScore[overlays.Count]);

    /// <summary>Streams a part of what <see cref="ReadCandidatesAsync(long, IReadOnlyList{Overlay}, CancellationToken)"/> does.</summary>
    /// <param name="planId">The plan's row.</param>
    /// <param name="overlays">The scores, and the parses alone, to read.</param>
    /// <param name="first">The first place in the plan's order, from 0.</param>
    /// <param name="count">How many places.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    async IAsyncEnumerable<StoredCandidate> ReadCandidatesAsync(
        long planId,
        IReadOnlyList<Overlay> overlays,
        long first,
        long count,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var candidate in ReadCandidatesAsync(planId, overlays, cancellationToken).ConfigureAwait(false))
        {
            if (candidate.Ordinal >= first && candidate.Ordinal - first < count)
                yield return candidate;
        }
    }

    /// <summary>Counts a plan's candidates whose generation completed and all of whose columns are final: there, and not failed but for <see cref="Errors.ErrorCode.ParseFailed"/>.</summary>
    /// <param name="planId">The plan's row.</param>
    /// <param name="overlays">The scores, and the parses alone.</param>
    /// <param name="cancellationToken">Stops the counting.</param>
    async ValueTask<long> CountFinishedAsync(long planId, IReadOnlyList<Overlay> overlays, CancellationToken cancellationToken)
    {
        long count = 0;
        await foreach (var candidate in ReadCandidatesAsync(planId, overlays, cancellationToken).ConfigureAwait(false))
            count += candidate.IsFinished ? 1 : 0;
        return count;
    }

    /// <summary>Waits while the writer is behind: whoever makes much waits here before it makes more, so that appending seldom waits.</summary>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="Errors.StoreException">The writer has failed.</exception>
    ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Hands an entry to the writer; waits only while the writer's queue is full.</summary>
    /// <exception cref="Errors.StoreException">The writer has failed: the disk is full or the store is read-only. Nothing after the failure is written.</exception>
    ValueTask AppendAsync(StoreEntry entry, CancellationToken cancellationToken);

    /// <summary>Waits until everything appended before is committed.</summary>
    /// <exception cref="Errors.StoreException">The writer has failed.</exception>
    ValueTask FlushAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Becomes the one process that makes generations, so that no two processes pay for the same one. Waits for the process
    /// that has the right; within a process it is counted, and given back with the last holder.
    /// </summary>
    /// <param name="waiting">Called once when another process holds it, with a sentence that names that process; null for nothing.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="Errors.StoreException"><see cref="Errors.ErrorCode.StoreBusy"/>: another process held it for longer than the store's options allow.</exception>
    ValueTask<IAsyncDisposable> AcquireWriterAsync(Action<string>? waiting, CancellationToken cancellationToken);

    /// <summary>
    /// Becomes one of the processes that make generations at the same time, each those alone that it holds leases on. Waits for a
    /// process that has the right alone (<see cref="AcquireWriterAsync"/>), which in turn waits until all who share it have given it back.
    /// </summary>
    /// <param name="waiting">Called once when another process has the right alone, with a sentence that names that process; null for nothing.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="Errors.StoreException"><see cref="Errors.ErrorCode.StoreBusy"/>: another process held it for longer than the store's options allow.</exception>
    ValueTask<IAsyncDisposable> JoinWritersAsync(Action<string>? waiting, CancellationToken cancellationToken);
}
