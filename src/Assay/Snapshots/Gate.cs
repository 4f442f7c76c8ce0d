using Assay.Results;
using Assay.Specs;

namespace Assay.Snapshots;

/// <summary>
/// Holds a slice's scores against its verified ones. An item's value is the mean of its samples, or what the score's reduction makes of them; a sample
/// without a score where there was one is worse, whatever the policy, and the reverse is better.
/// </summary>
public static class Gate
{
    /// <summary>Compares one slice.</summary>
    /// <param name="benchmark">Gives the gates and each score's direction.</param>
    /// <param name="slice">The slice's id.</param>
    /// <param name="verified">The slice's verified scores; none makes the verdict <see cref="Verdict.New"/>.</param>
    /// <param name="received">The slice's scores of this run.</param>
    /// <exception cref="ArgumentException">Two scores of one side have one item, model, prompt, params and name.</exception>
    public static SliceVerdict Compare(BenchmarkSpec benchmark, string slice, IReadOnlyList<ItemScore> verified, IReadOnlyList<ItemScore> received)
    {
        var before = RowOrder.Sort(verified);
        var after = RowOrder.Sort(received);
        if (before.Count == 0)
            return new SliceVerdict(slice, Verdict.New);

        var pairs = Pair(before, after);
        var comparisons = ValueList.From(pairs
            .GroupBy(pair => (pair.After.Score, Variant: Variant.Of(pair.After), pair.After.IsOfSlice))
            .Select(group => Compare(group.Key.Variant, GateRule.For(benchmark, group.Key.Score), [.. group]))
            .OrderBy(comparison => comparison.Score, StringComparer.Ordinal)
            .ThenBy(comparison => comparison.Variant, Comparer<Variant>.Create(Variant.Compare)));
        var changes = ValueList.From(RowChanges.Describe(before, after, pairs));

        return new SliceVerdict(slice, Overall(comparisons, changes)) { Comparisons = comparisons, Changes = changes };
    }

    private static Verdict Overall(ValueList<ScoreComparison> comparisons, ValueList<string> changes)
    {
        if (comparisons.Any(comparison => comparison.Verdict == Verdict.Regressed))
            return Verdict.Regressed;
        if (changes.Count > 0)
            return Verdict.Incomparable;
        return comparisons.Any(comparison => comparison.Verdict == Verdict.Improved) ? Verdict.Improved : Verdict.Passed;
    }

    private static List<ItemPair> Pair(IReadOnlyList<ItemScore> before, IReadOnlyList<ItemScore> after)
    {
        var pairs = new List<ItemPair>(Math.Min(before.Count, after.Count));
        var (i, j) = (0, 0);
        while (i < before.Count && j < after.Count)
        {
            var order = RowOrder.Instance.Compare(before[i], after[j]);
            if (order == 0)
                pairs.Add(new ItemPair(before[i], after[j]));
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return pairs;
    }

    private static ScoreComparison Compare(Variant variant, GateRule rule, IReadOnlyList<ItemPair> pairs)
    {
        var comparison = new ScoreComparison(pairs[0].After.Score, variant, rule.Gate, Verdict.Passed)
        {
            IsOfSlice = pairs[0].After.IsOfSlice,
            Items = pairs.Count,
            MeanBefore = Means.OfItems(pairs.Select(pair => pair.Before), rule.Reduction),
            MeanAfter = Means.OfItems(pairs.Select(pair => pair.After), rule.Reduction),
            Difference = Means.Of(pairs.Select(pair => pair.Difference(rule))) ?? 0,
            NewlyFailed = pairs.Count(pair => pair.FailuresAdded > 0),
            Recovered = pairs.Count(pair => pair.FailuresAdded < 0),
            Worse = Changes(pairs, pair => pair.Direction(rule) < 0),
            Better = Changes(pairs, pair => pair.Direction(rule) > 0),
        };
        return comparison with { Verdict = rule.Judge(comparison) };
    }

    private static ValueList<ItemChange> Changes(IEnumerable<ItemPair> pairs, Func<ItemPair, bool> counts) =>
        ValueList.From(pairs.Where(counts).Select(pair => new ItemChange(pair.After.ItemId, pair.Before.Samples, pair.After.Samples)));
}
