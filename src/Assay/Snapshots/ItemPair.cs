using Assay.Results;

namespace Assay.Snapshots;

/// <summary>One item's samples, verified and now.</summary>
internal readonly record struct ItemPair(ItemScore Before, ItemScore After)
{
    /// <summary>How many more samples have no score than before.</summary>
    public int FailuresAdded => Failures(After) - Failures(Before);

    /// <summary>
    /// The change of the item's mean; null when it has no value on either side. Where samples recovered, only
    /// those that had a value before count, so that an answer that was an error does not look like a fall.
    /// </summary>
    public double? Difference
    {
        get
        {
            if (FailuresAdded >= 0)
                return Means.OfSamples(After.Samples) - Means.OfSamples(Before.Samples);
            var sum = 0.0;
            var count = 0;
            for (var i = 0; i < Math.Min(Before.Samples.Count, After.Samples.Count); i++)
            {
                if (After.Samples[i].Value - Before.Samples[i].Value is not { } change)
                    continue;
                sum += change;
                count++;
            }

            return count == 0 ? null : sum / count;
        }
    }

    /// <summary>Negative when the item got worse, positive when better, 0 when neither.</summary>
    public int Direction(GateRule rule)
    {
        var gain = Math.Sign(rule.Gain(Difference ?? 0));
        return FailuresAdded switch
        {
            > 0 => -1,
            < 0 => gain < 0 ? -1 : 1,
            _ => gain,
        };
    }

    private static int Failures(ItemScore score)
    {
        var failures = 0;
        foreach (var sample in score.Samples)
            failures += sample.Value is null ? 1 : 0;
        return failures;
    }
}
