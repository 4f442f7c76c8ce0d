using Assay.Execution;

namespace Assay.Tests.Execution;

/// <summary>The order in which candidates are dealt.</summary>
public sealed class FairQueueTests
{
    [Fact]
    public void Lanes_take_turns_while_their_candidates_end_at_once()
    {
        var queue = new FairQueue([Numbers(0, 3), Numbers(10, 3)], batchSize: 1);

        Assert.Equal([0, 10, 1, 11, 2, 12], Deal(queue, 6, static _ => true).Select(static one => one.Ordinal));
        Assert.Empty(Deal(queue, 1, static _ => true));
    }

    [Fact]
    public void Slow_lane_keeps_its_share_of_places_and_no_more_until_others_are_done()
    {
        var queue = new FairQueue([Numbers(0, 100), Numbers(1000, 20)], batchSize: 8);

        var first = Deal(queue, 8, static _ => false);
        foreach (var _ in first.Where(static one => one.Lane == 1))
            queue.Ended(1);
        var next = Deal(queue, 16, static lane => lane == 1);

        Assert.Equal(4, first.Count(static one => one.Lane == 0));
        Assert.All(next, static one => Assert.Equal(1, one.Lane));
        Assert.Equal([0, 0], Deal(queue, 2, static _ => false).Select(static one => one.Lane));
    }

    [Fact]
    public void What_was_not_dealt_comes_back_and_nothing_is_dealt_after()
    {
        var queue = new FairQueue([Numbers(0, 10)], batchSize: 4);
        Deal(queue, 1, static _ => true);

        Assert.Equal([1, 2, 3], queue.Clear().Select(static one => one.Ordinal));
        Assert.Empty(Deal(queue, 1, static _ => true));
    }

    private static IEnumerable<long> Numbers(int first, int count) => Enumerable.Range(first, count).Select(static number => (long)number);

    private static List<(int Lane, long Ordinal)> Deal(FairQueue queue, int count, Func<int, bool> endsAtOnce)
    {
        var dealt = new List<(int, long)>();
        var batch = new List<long>();
        while (dealt.Count < count && queue.Take(out var ready, batch) is >= 0 and var lane)
        {
            if (batch.Count > 0)
            {
                queue.Put(lane, [.. batch.Select(static ordinal => new ReadyCandidate(ordinal, null, default, default, default))]);
                continue;
            }

            dealt.Add((lane, ready.Ordinal));
            if (endsAtOnce(lane))
                queue.Ended(lane);
        }

        return dealt;
    }
}
