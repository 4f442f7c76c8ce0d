using System.Collections;
using System.Runtime.CompilerServices;
using Assay.Planning;
using Assay.Storage;

namespace Assay.Execution.Estimates;

/// <summary>Counts the work of a task, stage by stage, and what of it is stored.</summary>
/// <param name="store">Where results are kept.</param>
internal sealed class StageCounter(IRunStore store)
{
    private const int BatchSize = 1024;

    /// <summary>The generations.</summary>
    public StageEstimate Generation { get; private set; } = new(0, 0);

    /// <summary>The parses.</summary>
    public StageEstimate Transform { get; private set; } = new(0, 0);

    /// <summary>The scores.</summary>
    public StageEstimate Evaluation { get; private set; } = new(0, 0);

    /// <summary>Adds a task.</summary>
    public async ValueTask AddAsync(PreparedTask task, CancellationToken cancellationToken)
    {
        var (slice, binding) = (task.Slice, task.Binding);
        Overlay[] columns = [.. binding.ParseIds.Select(static parse => new Overlay(parse, 0)), .. binding.Overlays];
        var parses = binding.ParseIds.Count;
        var generated = new BitArray(checked((int)slice.Count));
        long generations = 0, transforms = 0, evaluations = 0;
        await foreach (var stored in store.ReadCandidatesAsync(binding.PlanId, columns, cancellationToken))
        {
            if (stored.Generation.Status != GenerationStatus.Completed)
                continue;
            generated[(int)stored.Ordinal] = true;
            Count(PartlyDone.Of(stored));
        }

        await foreach (var known in FindKnownAsync(slice, columns, generated, cancellationToken))
            Count(known);
        Generation += new StageEstimate(slice.Count, generations);
        Transform += new StageEstimate(slice.Count * slice.Parses.Count, transforms);
        Evaluation += new StageEstimate(slice.Count * slice.Scores.Count, evaluations);

        void Count(PartlyDone done)
        {
            generations++;
            transforms += done.Columns.AsSpan(0, parses).Count(true);
            evaluations += done.Columns.AsSpan(parses).Count(true);
        }
    }

    /// <summary>What other plans made of the candidates that have no answer of their own.</summary>
    private async IAsyncEnumerable<PartlyDone> FindKnownAsync(PlannedSlice slice, Overlay[] columns, BitArray generated, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = new StoredGeneration[BatchSize];
        var open = Enumerable.Range(0, generated.Count).Where(ordinal => !generated[ordinal]).Select(ordinal => slice.CandidateOf(ordinal));
        foreach (var batch in open.Chunk(BatchSize))
        {
            await store.FindGenerationsAsync(Array.ConvertAll(batch, static candidate => candidate.Key), found.AsMemory(0, batch.Length), cancellationToken);
            for (var i = 0; i < batch.Length; i++)
            {
                if (found[i].Status == GenerationStatus.Completed)
                    yield return await PartlyDone.FindAsync(store, found[i].Id, batch[i].Item, columns, cancellationToken);
            }
        }
    }
}
