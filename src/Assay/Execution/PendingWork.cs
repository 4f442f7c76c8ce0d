using System.Collections;
using Assay.Planning;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>What is left to do of a plan, from one pass over what is stored for it.</summary>
internal sealed class PendingWork
{
    private const int ItemsAtOnce = 2_048;

    private readonly BitArray complete;
    private readonly BitArray partly;
    private readonly long[]? claimed;

    private PendingWork(int count)
    {
        complete = new BitArray(count);
        partly = new BitArray(count);
    }

    private PendingWork(long[] claimed)
        : this(0) => this.claimed = claimed;

    /// <summary>Candidates without a generation that were given out one by one.</summary>
    /// <param name="ordinals">Their places in the plan.</param>
    public static PendingWork Of(IEnumerable<long> ordinals) => new([.. ordinals]);

    /// <summary>How many candidates are finished: generated, and every score of theirs computed.</summary>
    public long Complete { get; private set; }

    /// <summary>How many candidates failed, and have nothing that was not tried.</summary>
    public long Failed { get; private set; }

    /// <summary>Whether nothing is left to do.</summary>
    public bool IsEmpty => Complete == complete.Count;

    /// <summary>Reads a plan's state.</summary>
    public static async ValueTask<PendingWork> ReadAsync(IRunStore store, PlannedSlice slice, PlanBinding binding, StageColumns columns, CancellationToken cancellationToken)
    {
        var work = new PendingWork(checked((int)slice.Count));
        if (await store.CountFinishedAsync(binding.PlanId, columns.Overlays, cancellationToken) == slice.Count)
        {
            work.complete.SetAll(true);
            work.Complete = slice.Count;
            return work;
        }

        await foreach (var stored in store.ReadCandidatesAsync(binding.PlanId, columns.Overlays, cancellationToken))
        {
            if (stored.Generation.Status != GenerationStatus.Completed)
            {
                work.Failed += stored.Generation.Status == GenerationStatus.Failed ? 1 : 0;
                continue;
            }

            if (stored.IsFinished)
            {
                work.complete[(int)stored.Ordinal] = true;
                work.Complete++;
                continue;
            }

            work.Failed += HasAll(stored.Scores) ? 1 : 0;

            work.partly[(int)stored.Ordinal] = true;
        }

        return work;
    }

    /// <summary>How many candidates are left.</summary>
    public long Pending => claimed?.Length ?? complete.Count - Complete;

    /// <summary>The candidates that are not finished, in the order of the plan.</summary>
    public IEnumerable<long> Ordinals()
    {
        for (var ordinal = 0; ordinal < complete.Count; ordinal++)
        {
            if (!complete[ordinal])
                yield return ordinal;
        }
    }

    /// <summary>
    /// One model's candidates that are not finished, some thousand items at a time for all prompt variants and params, so that few
    /// items are in use at once. Where a trial has more samples than may be under way at once, each trial's first ones come before
    /// any trial's next ones, so that trials do not wait for themselves.
    /// </summary>
    /// <param name="slice">The plan.</param>
    /// <param name="model">The model, from 0.</param>
    /// <param name="atOnce">How many candidates of one trial may be under way at once.</param>
    public IEnumerable<long> Ordinals(PlannedSlice slice, int model, int atOnce) =>
        claimed?.Where(ordinal => slice.CellOf(ordinal).Model == model) ?? Unfinished(slice, model, atOnce);

    /// <summary>Whether there are candidates whose generation is stored and only scores are missing.</summary>
    public bool HasPartlyDone => partly.HasAnySet();

    /// <summary>Whether a candidate's generation is stored and only scores are missing.</summary>
    public bool IsPartlyDone(long ordinal) => claimed is null && partly[(int)ordinal];

    private static bool HasAll(ReadOnlySpan<StoredScore> scores)
    {
        foreach (var score in scores)
        {
            if (!score.Exists)
                return false;
        }

        return true;
    }

    private IEnumerable<long> Unfinished(PlannedSlice slice, int model, int atOnce)
    {
        var (items, samples) = (slice.Items.Count, slice.Samples);
        var wave = Math.Min(samples, atOnce);
        var block = (long)items * samples;
        var first = slice.Count / slice.Models.Count * model;
        var end = first + (slice.Count / slice.Models.Count);
        for (var item = 0; item < items; item += ItemsAtOnce)
        {
            var stop = Math.Min(items, item + ItemsAtOnce);
            for (var sample = 0; sample < samples; sample += wave)
            {
                for (var start = first; start < end; start += block)
                {
                    foreach (var ordinal in Open(start, item, stop, sample, Math.Min(sample + wave, samples), samples))
                        yield return ordinal;
                }
            }
        }
    }

    private IEnumerable<long> Open(long block, int item, int itemStop, int sample, int sampleStop, int samples)
    {
        for (; item < itemStop; item++)
        {
            for (var one = sample; one < sampleStop; one++)
            {
                var ordinal = block + ((long)item * samples) + one;
                if (!complete[(int)ordinal])
                    yield return ordinal;
            }
        }
    }
}
