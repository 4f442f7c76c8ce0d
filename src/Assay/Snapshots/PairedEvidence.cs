using Assay.Specs;
using Assay.Statistics;

namespace Assay.Snapshots;

/// <summary>What a paired test says of the change of one score over items.</summary>
/// <param name="Items">How many items have a value on both sides; at least 1.</param>
/// <param name="Differing">How many of them, or of their clusters, differ.</param>
/// <param name="Units">How many independent things were tested: clusters, else items.</param>
/// <param name="Clusters">How many clusters they come in; null where all are independent.</param>
/// <param name="PValue">Two-sided, not adjusted.</param>
/// <param name="Method">Which test: <c>mcnemar_exact</c>, <c>sign_flip_exact</c> or <c>sign_flip_resampled</c>, of clusters where there are any.</param>
/// <param name="Deviation">The standard deviation of the differences; 0 where all are equal.</param>
internal sealed record PairedEvidence(int Items, int Differing, int Units, int? Clusters, double PValue, string Method, double Deviation)
{
    private const ulong Seed = 42;
    private const int Resamples = 99_999;

    private readonly double[] differences = [];
    private readonly int[]? clusters;
    private readonly (int Gained, int Lost)? binary;

    private PairedEvidence(PairedEvidence known, double[] differences, int[]? clusters, (int Gained, int Lost)? binary)
        : this(known.Items, known.Differing, known.Units, known.Clusters, known.PValue, known.Method, known.Deviation)
    {
        this.differences = differences;
        this.clusters = clusters;
        this.binary = binary;
    }

    /// <summary>By how much clusters make the variance of the mean larger; 1 where there are none.</summary>
    public double DesignEffect { get; private init; } = 1;

    /// <summary>The variance of the differences that lies between samples of one item, as a share; null with one sample each.</summary>
    public double? ShareWithin { get; private init; }

    /// <summary>Tests the pairs that have a value on both sides; null when none has.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="clusterOf">The cluster of each item, by id; empty where all are independent.</param>
    public static PairedEvidence? Of(IReadOnlyList<ItemPair> pairs, GateRule rule, IReadOnlyDictionary<string, string> clusterOf)
    {
        var valued = pairs.Select(pair => (Pair: pair, Values: pair.Values(rule))).Where(static one => one.Values is not null).ToList();
        if (valued.Count == 0)
            return null;
        double[] before = [.. valued.Select(static one => one.Values!.Value.Before)];
        double[] after = [.. valued.Select(static one => one.Values!.Value.After)];
        var differences = PairedDifferences.Of(before, after);
        var deviation = differences.Length < 2 ? 0 : Summary.Of(differences).StandardDeviation ?? 0;
        if (clusterOf.Count > 0 && pairs.Any(pair => clusterOf.ContainsKey(pair.After.ItemId)))
            return Clustered(differences, NumbersOf(valued.Select(one => one.Pair.After.ItemId), clusterOf), deviation);

        var differing = differences.Count(static difference => difference != 0);
        var share = ShareOf([.. valued.Select(static one => one.Pair)], rule);
        if (McNemar.IsBinary(before) && McNemar.IsBinary(after))
        {
            var test = McNemar.Test(before, after);
            return new PairedEvidence(new(differences.Length, differing, differences.Length, null, test.PValue, "mcnemar_exact", deviation), differences, null, (test.Gained, test.Lost)) { ShareWithin = share };
        }

        var flips = SignFlip.Test(differences, Resamples, Seed);
        return new PairedEvidence(new(differences.Length, differing, differences.Length, null, flips.PValue, flips.Exact ? "sign_flip_exact" : "sign_flip_resampled", deviation), differences, null, null) { ShareWithin = share };
    }

    /// <summary>
    /// How likely chance alone makes a change as large in the same direction: the change that is seen with more samples, over the spread that the first look had
    /// under the null hypothesis, by the normal approximation of the flips of its signs. Samples of items that changed alone narrow no spread.
    /// </summary>
    /// <param name="first">What the first look found, over the same items.</param>
    public double ConfirmationOf(PairedEvidence first)
    {
        var spread = Math.Sqrt(first.UnitSums().Sum(static sum => sum * sum));
        return spread == 0 ? 1 : Quantiles.NormalTwoSidedP(CompensatedSum.Of(differences) / spread) / 2;
    }

    /// <summary>The interval of the mean difference; null where it has none: one item, or one cluster.</summary>
    /// <param name="level">Its coverage.</param>
    public ConfidenceInterval? Interval(double level)
    {
        if (clusters is not null)
            return ClusteredMean.Of(differences, (ReadOnlySpan<int>)clusters, level).Interval;
        if (binary is { } counts)
            return PairedProportionInterval.Tango(counts.Gained, counts.Lost, Items, level);
        return Items < 2 ? null : Quantiles.StudentInterval(CompensatedSum.Of(differences) / Items, Deviation / Math.Sqrt(Items), Items - 1, level);
    }

    /// <summary>The chance that the test sees a change of an effect's size, see <see cref="PairedPower.Power"/>.</summary>
    /// <param name="effect">The true change; not 0.</param>
    /// <param name="alpha">The level of this one comparison.</param>
    public double Power(double effect, double alpha) => Units < PairedPower.LeastDifferingItems(alpha)
        ? 0
        : PairedPower.Power(Items, effect, Spread(effect), alpha, Math.Max(1, DesignEffect));

    /// <summary>How many items the test needs to see a change of an effect's size with a power of 0.8.</summary>
    /// <inheritdoc cref="Power" path="/param"/>
    public long ItemsNeeded(double effect, double alpha) => Math.Max(
        PairedPower.LeastDifferingItems(alpha),
        binary is not null
            ? PairedPower.RequiredItemsBinary(effect, Math.Max(Math.Min(1, Spread(effect) * Spread(effect)), Math.Abs(effect)), alpha)
            : PairedPower.RequiredItems(effect, Spread(effect), alpha, GateSpec.WantedPower, Math.Max(1, DesignEffect)));

    /// <summary>The deviation to plan with: what was seen, and at least what the effect itself amounts to, for few items may differ less than they could.</summary>
    private double Spread(double effect) => binary is { } counts
        ? Math.Sqrt(Math.Max((double)(counts.Gained + counts.Lost) / Items, Math.Min(1, Math.Abs(effect))))
        : Math.Max(Deviation, Math.Abs(effect) / 2);

    private double[] UnitSums() => clusters is null ? differences : ClusterSums.Of(differences, (ReadOnlySpan<int>)clusters);

    private static PairedEvidence Clustered(double[] differences, int[] clusters, double deviation)
    {
        var test = ClusteredPairedTest.SignFlipped(differences, (ReadOnlySpan<int>)clusters, 0.95, Resamples, Seed);
        var differing = differences.Zip(clusters).GroupBy(static pair => pair.Second).Count(static group => group.Any(static pair => pair.First != 0));
        var known = new PairedEvidence(differences.Length, differing, test.Difference.Clusters, test.Difference.Clusters, test.PValue, test.Exact ? "sign_flip_exact" : "sign_flip_resampled", deviation);
        return new PairedEvidence(known, differences, clusters, null) { DesignEffect = test.Difference.DesignEffect ?? 1 };
    }

    private static int[] NumbersOf(IEnumerable<string> items, IReadOnlyDictionary<string, string> clusterOf)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. items.Select(item => NumberOf(clusterOf.TryGetValue(item, out var name) ? "c" + name : "i" + item))];

        int NumberOf(string key)
        {
            numbers.TryAdd(key, numbers.Count);
            return numbers[key];
        }
    }

    /// <summary>Which share of the variance of an item's value lies between its samples.</summary>
    private static double? ShareOf(IReadOnlyList<ItemPair> pairs, GateRule rule)
    {
        if (rule.Reduction != SampleReduction.Mean)
            return null;
        var samples = pairs.Select(static pair => (IReadOnlyList<double>)[.. pair.After.Samples.Select(static sample => sample.Value).OfType<double>()]).Where(static values => values.Count > 0).ToList();
        if (samples.Count < 2 || samples.TrueForAll(static values => values.Count < 2))
            return null;
        var parts = VarianceComponents.Of(samples);
        var count = samples.Average(static values => values.Count);
        var within = parts.Within / count;
        return parts.Between + within > 0 ? within / (parts.Between + within) : null;
    }
}
