using System.Collections;
using Assay.Identity;
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
        var generated = new BitArray(checked((int)slice.Count));
        long generations = 0, transforms = 0, evaluations = 0;
        await foreach (var stored in store.ReadCandidatesAsync(binding.PlanId, columns, cancellationToken))
        {
            if (stored.Generation.Status != GenerationStatus.Completed)
                continue;
            generated[(int)stored.Ordinal] = true;
            generations++;
            transforms += CountFinished(stored.Scores[..binding.ParseIds.Count]);
            evaluations += CountFinished(stored.Scores[binding.ParseIds.Count..]);
        }

        generations += await CountKnownAsync(task, generated, cancellationToken);
        Generation += new StageEstimate(slice.Count, generations);
        Transform += new StageEstimate(slice.Count * slice.Parses.Count, transforms);
        Evaluation += new StageEstimate(slice.Count * slice.Scores.Count, evaluations);
    }

    /// <summary>How many candidates without an answer of their own ask what is answered already.</summary>
    private async ValueTask<long> CountKnownAsync(PreparedTask task, BitArray generated, CancellationToken cancellationToken)
    {
        long known = 0;
        var keys = new Hash128[BatchSize];
        var found = new StoredGeneration[BatchSize];
        var filled = 0;
        for (var ordinal = 0; ordinal < generated.Count; ordinal++)
        {
            if (generated[ordinal])
                continue;
            keys[filled++] = task.Slice.CandidateOf(ordinal).Key;
            if (filled == BatchSize)
                await LookUpAsync();
        }

        await LookUpAsync();
        return known;

        async ValueTask LookUpAsync()
        {
            await store.FindGenerationsAsync(keys.AsMemory(0, filled), found.AsMemory(0, filled), cancellationToken);
            known += found.Take(filled).LongCount(static one => one.Status == GenerationStatus.Completed);
            filled = 0;
        }
    }

    private static long CountFinished(ReadOnlySpan<StoredScore> scores)
    {
        var count = 0;
        foreach (var score in scores)
            count += score.IsFinished ? 1 : 0;
        return count;
    }
}
