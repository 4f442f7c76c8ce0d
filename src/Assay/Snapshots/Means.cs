using Assay.Results;
using Assay.Specs;
using Assay.Statistics;

namespace Assay.Snapshots;

/// <summary>The means that tables show and gates compare: of an item's samples, and of items.</summary>
internal static class Means
{
    /// <summary>The mean of the samples that have a value; null when none has.</summary>
    private static double? OfSamples(ValueList<SampleScore> samples)
    {
        var sum = 0.0;
        var count = 0;
        foreach (var sample in samples)
        {
            if (sample.Value is not { } value)
                continue;
            sum += value;
            count++;
        }

        return count == 0 ? null : sum / count;
    }

    /// <summary>The samples that have a value as one; null when none has, or fewer than the reduction needs.</summary>
    public static double? OfSamples(ValueList<SampleScore> samples, SampleReduction reduction)
    {
        if (reduction == SampleReduction.Mean)
            return OfSamples(samples);
        double[] values = [.. samples.Select(static sample => sample.Value).OfType<double>()];
        return values.Length == 0 || values.Length < reduction.LeastSamples ? null : reduction.Reduce(values);
    }

    /// <summary>The mean of the items that have a value, summed in the order given; null when none has.</summary>
    public static double? OfItems(IEnumerable<ItemScore> items, SampleReduction reduction) => Of(items.Select(item => OfSamples(item.Samples, reduction)));

    /// <summary>The mean of the values that are there, summed in the order given; null when none is.</summary>
    public static double? Of(IEnumerable<double?> values)
    {
        var sum = 0.0;
        var count = 0;
        foreach (var value in values)
        {
            if (value is not { } number)
                continue;
            sum += number;
            count++;
        }

        return count == 0 ? null : sum / count;
    }
}
