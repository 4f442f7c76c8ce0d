using System.Collections;
using Assay.Errors;
using Assay.Planning;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>What is left to do of a plan, from one pass over what is stored for it.</summary>
internal sealed class PendingWork
{
    private readonly BitArray complete;
    private readonly Dictionary<long, PartlyDone> partly = [];

    private readonly long[]? claimed;

    private PendingWork(int count) => complete = new BitArray(count);

    private PendingWork(long[] claimed)
        : this(0) => this.claimed = claimed;

    /// <summary>Candidates without a generation that were given out one by one.</summary>
    /// <param name="ordinals">Their places in the plan.</param>
    public static PendingWork Of(IEnumerable<long> ordinals) => new([.. ordinals]);

    /// <summary>How many candidates are finished: generated, and every score of theirs computed.</summary>
    public long Complete { get; private set; }

    /// <summary>Whether nothing is left to do.</summary>
    public bool IsEmpty => Complete == complete.Count;

    /// <summary>Reads a plan's state.</summary>
    public static async ValueTask<PendingWork> ReadAsync(IRunStore store, PlannedSlice slice, PlanBinding binding, StageColumns columns, CancellationToken cancellationToken)
    {
        var work = new PendingWork(checked((int)slice.Count));
        await foreach (var stored in store.ReadCandidatesAsync(binding.PlanId, columns.Overlays, cancellationToken))
        {
            if (stored.Generation.Status != GenerationStatus.Completed)
                continue;
            var open = 0;
            foreach (var score in stored.Scores)
                open += IsFinished(score) ? 0 : 1;
            if (open == 0)
            {
                work.complete[(int)stored.Ordinal] = true;
                work.Complete++;
                continue;
            }

            var done = new bool[stored.Scores.Length];
            for (var i = 0; i < done.Length; i++)
                done[i] = IsFinished(stored.Scores[i]);
            work.partly[stored.Ordinal] = new PartlyDone(stored.Generation.Id, done);
        }

        return work;
    }

    /// <summary>
    /// The candidates that are not finished. In the order of the plan, but where a trial has more samples than may be under way
    /// at once: then each trial's first ones come before any trial's next ones, so that trials do not wait for themselves.
    /// </summary>
    /// <param name="samples">How many candidates a trial has.</param>
    /// <param name="atOnce">How many candidates of one trial may be under way at once.</param>
    public IEnumerable<long> Ordinals(int samples = 1, int atOnce = int.MaxValue) => claimed ?? Unfinished(samples, atOnce);

    /// <summary>Whether a candidate's generation is stored and only scores are missing.</summary>
    public bool TryGetPartlyDone(long ordinal, out PartlyDone done) => partly.TryGetValue(ordinal, out done);

    /// <summary>Whether a score is final: a value, or the finding that there was nothing to score.</summary>
    public static bool IsFinished(StoredScore score) =>
        score.Exists && (score.Failure is null || score.Failure == ErrorCode.ParseFailed);

    private IEnumerable<long> Unfinished(int samples, int atOnce)
    {
        var wave = Math.Min(samples, atOnce);
        for (var from = 0; from < samples; from += wave)
        {
            for (var trial = 0; trial < complete.Count; trial += samples)
            {
                for (var sample = from; sample < Math.Min(from + wave, samples); sample++)
                {
                    if (!complete[trial + sample])
                        yield return trial + sample;
                }
            }
        }
    }
}

/// <summary>A candidate whose generation is stored.</summary>
/// <param name="GenerationId">The generation's row.</param>
/// <param name="Columns">Which of its columns are finished, see <see cref="StageColumns"/>.</param>
internal readonly record struct PartlyDone(long GenerationId, bool[] Columns);
