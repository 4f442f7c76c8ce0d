using Assay.Planning;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>
/// Deals out a plan's pending candidates, one lane for each model: the lane with the fewest candidates under way comes first, and of
/// equals the one that is furthest behind. So a slow model holds no more places than its share while others have work.
/// </summary>
internal sealed class FairQueue
{
    private readonly Lock gate = new();
    private readonly Lane[] lanes;
    private readonly int batchSize;

    /// <summary>Makes the lanes.</summary>
    /// <param name="ordinals">The pending candidates of each model, in the order in which they are dealt.</param>
    /// <param name="batchSize">How many are looked up in the store at once.</param>
    public FairQueue(IEnumerable<IEnumerable<long>> ordinals, int batchSize)
    {
        lanes = [.. ordinals.Select(static lane => new Lane(lane.GetEnumerator()))];
        this.batchSize = batchSize;
    }

    /// <summary>Takes the next candidate.</summary>
    /// <param name="ready">The candidate; its lane counts it as under way until <see cref="Ended"/>.</param>
    /// <param name="batch">Ordinals that must be looked up and put back as ready first; empty when a candidate is given.</param>
    /// <returns>The lane of the candidate or of the batch; -1 when nothing is left to deal.</returns>
    public int Take(out ReadyCandidate ready, List<long> batch)
    {
        batch.Clear();
        lock (gate)
        {
            while (Next() is >= 0 and var index)
            {
                var lane = lanes[index];
                if (lane.Ready.TryDequeue(out ready))
                {
                    lane.UnderWay++;
                    lane.Dealt++;
                    return index;
                }

                while (batch.Count < batchSize && lane.Ordinals.MoveNext())
                    batch.Add(lane.Ordinals.Current);
                if (batch.Count > 0)
                    return index;
                lane.IsExhausted = true;
            }
        }

        ready = default;
        return -1;
    }

    /// <summary>Puts candidates in that are looked up.</summary>
    public void Put(int lane, List<ReadyCandidate> ready)
    {
        lock (gate)
        {
            foreach (var one in ready)
                lanes[lane].Ready.Enqueue(one);
        }
    }

    /// <summary>Says that a candidate is no longer under way.</summary>
    public void Ended(int lane)
    {
        lock (gate)
            lanes[lane].UnderWay--;
    }

    /// <summary>Takes out everything that is ready and was not dealt.</summary>
    public List<ReadyCandidate> Clear()
    {
        lock (gate)
        {
            List<ReadyCandidate> rest = [.. lanes.SelectMany(static lane => lane.Ready)];
            foreach (var lane in lanes)
            {
                lane.Ready.Clear();
                lane.IsExhausted = true;
            }

            return rest;
        }
    }

    private int Next()
    {
        var best = -1;
        for (var i = 0; i < lanes.Length; i++)
        {
            var lane = lanes[i];
            if (lane is { Ready.Count: 0, IsExhausted: true })
                continue;
            if (best < 0 || lane.UnderWay < lanes[best].UnderWay || (lane.UnderWay == lanes[best].UnderWay && lane.Dealt < lanes[best].Dealt))
                best = i;
        }

        return best;
    }

    private sealed class Lane(IEnumerator<long> ordinals)
    {
        public IEnumerator<long> Ordinals { get; } = ordinals;

        public Queue<ReadyCandidate> Ready { get; } = [];

        public int UnderWay { get; set; }

        public long Dealt { get; set; }

        public bool IsExhausted { get; set; }
    }
}

/// <summary>A pending candidate that was looked up in the store.</summary>
/// <param name="Ordinal">Its place in the plan's order.</param>
/// <param name="Slot">Its claim; null where its generation is stored and only scores are missing.</param>
/// <param name="Candidate">What is asked.</param>
/// <param name="Stored">What the store knows of its generation.</param>
/// <param name="Partly">What of its scores is stored; default unless only scores are missing.</param>
internal readonly record struct ReadyCandidate(long Ordinal, GenerationSlot? Slot, Candidate Candidate, StoredGeneration Stored, PartlyDone Partly)
{
    /// <summary>The right to score it; null unless only scores are missing.</summary>
    public ScoreClaim? Scores { get; init; }
}
