using Assay.Results;
using Assay.Specs;
using Assay.Statistics;

namespace Assay.Snapshots;

/// <summary>One item's samples, verified and now.</summary>
internal readonly record struct ItemPair(ItemScore Before, ItemScore After)
{
    /// <summary>How many more samples have no score than before.</summary>
    public int FailuresAdded => Failures(After) - Failures(Before);

    /// <summary>
    /// The change of the item's value; null when it has none on either side. Where samples recovered, only
    /// those that had a value before count, so that an answer that was an error does not look like a fall.
    /// </summary>
    public double? Difference(GateRule rule)
    {
        if (FailuresAdded >= 0)
            return Means.OfSamples(After.Samples, rule.Reduction) - Means.OfSamples(Before.Samples, rule.Reduction);
        if (rule.Reduction != SampleReduction.Mean)
            return Means.OfSamples(Common(After, Before), rule.Reduction) - Means.OfSamples(Common(Before, After), rule.Reduction);
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

    /// <summary>The item's value verified and now; null when it has none on either side. Where samples recovered, only those that had a value before count.</summary>
    public (double Before, double After)? Values(GateRule rule)
    {
        var (before, after) = FailuresAdded >= 0 ? (Before.Samples, After.Samples) : (Common(Before, After), Common(After, Before));
        return Means.OfSamples(before, rule.Reduction) is { } old && Means.OfSamples(after, rule.Reduction) is { } now ? (old, now) : null;
    }

    /// <summary>The pair with more samples of this run; those without a value are left out.</summary>
    public ItemPair With(ItemScore more) => this with { After = After with { Samples = [.. After.Samples, .. more.Samples.Where(static sample => sample.Value is not null)] } };

    /// <summary>Negative when the item got worse, positive when better, 0 when neither.</summary>
    public int Direction(GateRule rule)
    {
        var gain = Math.Sign(rule.Gain(Difference(rule) ?? 0));
        return FailuresAdded switch
        {
            > 0 => -1,
            < 0 => gain < 0 ? -1 : 1,
            _ => gain,
        };
    }

    /// <summary>The samples of one side that have a value on the other.</summary>
    private static ValueList<SampleScore> Common(ItemScore side, ItemScore other) =>
        ValueList.From(side.Samples.Zip(other.Samples).Where(static pair => pair.Second.Value is not null).Select(static pair => pair.First));

    private static int Failures(ItemScore score)
    {
        var failures = 0;
        foreach (var sample in score.Samples)
            failures += sample.Value is null ? 1 : 0;
        return failures;
    }
}
