using Assay.Errors;
using Assay.Results;
using Assay.Specs;
using Assay.Statistics;
using Assay.Text;

namespace Assay.Snapshots;

/// <summary>One slice held against its verified scores, and its models against each other.</summary>
internal sealed class SliceComparison
{
    private readonly SliceResult result;
    private readonly IReadOnlyList<ItemScore> before;
    private readonly IReadOnlyList<ItemScore> after;
    private readonly ILookup<(string Score, Variant Variant), ItemScore> received;
    private readonly ILookup<(string Score, Variant Variant), ItemScore> more;
    private readonly int otherTests;

    public SliceComparison(SliceResult result, IReadOnlyList<ItemScore> verified)
    {
        this.result = result;
        before = RowOrder.Sort(verified.Where(row => row.Slice == result.Slice));
        after = RowOrder.Sort(result.Scores);
        received = after.ToLookup(static row => (row.Score, Variant.Of(row)));
        more = result.Resampled.ToLookup(static row => (row.Score, Variant.Of(row)));
        otherTests = GateFamily.Count(result.Benchmark, verified.Where(row => row.Slice != result.Slice));
    }

    /// <summary>Compares and judges.</summary>
    public SliceVerdict Judge()
    {
        var limits = ValueList.From(Limits());
        if (before.Count == 0)
            return new SliceVerdict(result.Slice, Verdict.New) { Limits = limits };
        var pairs = Pair(before, after);
        var series = pairs
            .Where(pair => !result.Changes.Any(change => change.Scores.Count == 0 || change.Scores.Contains(pair.After.Score)))
            .GroupBy(static pair => (pair.After.Score, Variant: Variant.Of(pair.After)))
            .Select(group => new PairedScores(GateRule.For(result.Benchmark, group.Key.Score), group.Key.Variant, [.. group]))
            .OrderBy(static scores => scores.Rule.Name, StringComparer.Ordinal)
            .ThenBy(static scores => scores.Variant, Comparer<Variant>.Create(Variant.Compare))
            .Concat(AgainstModels())
            .ToList();
        var comparisons = ValueList.From(Judge(series));
        var changes = ValueList.From(result.Changes.Select(static change => change.Reason).Concat(RowChanges.Describe(before, after, pairs)));
        return new SliceVerdict(result.Slice, Overall(comparisons, changes, limits)) { Comparisons = comparisons, Changes = changes, Limits = limits };
    }

    /// <summary>The gravest of what was found.</summary>
    public static Verdict Overall(ValueList<ScoreComparison> comparisons, ValueList<string> changes, ValueList<LimitFinding> limits)
    {
        if (limits.Any(static limit => limit.Fails) || comparisons.Any(static comparison => comparison.Verdict == Verdict.Regressed))
            return Verdict.Regressed;
        if (changes.Count > 0)
            return Verdict.Incomparable;
        foreach (var verdict in (Verdict[])[Verdict.Inconclusive, Verdict.Improved])
        {
            if (comparisons.Any(comparison => comparison.Verdict == verdict))
                return verdict;
        }

        return Verdict.Passed;
    }

    private List<ScoreComparison> Judge(List<PairedScores> series)
    {
        var first = Look(series, series.Select(static scores => scores.Pairs).ToList(), null);
        if (more.Count == 0)
            return first;
        var pairs = series.Select((scores, i) => first[i].Verdict == Verdict.Regressed && first[i].Gate.Confirm > 0 ? Merged(scores) : scores.Pairs).ToList();
        if (pairs.Select((merged, i) => ReferenceEquals(merged, series[i].Pairs)).All(static isSame => isSame))
            return first;
        var second = Look(series, pairs, series.Select(scores => EvidenceOf(scores, scores.Pairs)).ToList());
        return [.. second.Select((comparison, i) => ReferenceEquals(pairs[i], series[i].Pairs) ? first[i] : Confirmed(comparison, pairs[i], series[i]))];
    }

    /// <summary>The second look at a regression, which can withdraw it and nothing else: an alarm needs both looks, so that there are no more false ones than of the first alone.</summary>
    private static ScoreComparison Confirmed(ScoreComparison comparison, IReadOnlyList<ItemPair> pairs, PairedScores scores)
    {
        var items = pairs.Zip(scores.Pairs).Count(static both => both.First.After.Samples.Count > both.Second.After.Samples.Count);
        var again = $"{Figure.Count(items, "item")} that changed {(items == 1 ? "was" : "were")} sampled again";
        return comparison.Verdict == Verdict.Regressed
            ? comparison with { Resampled = items, Reasons = [.. comparison.Reasons, $"{again}, which confirms it"] }
            : comparison with { Resampled = items, Verdict = comparison.Verdict == Verdict.Improved ? Verdict.Passed : comparison.Verdict, Reasons = [.. comparison.Reasons, $"{again}, which does not confirm a regression"] };
    }

    private IReadOnlyList<ItemPair> Merged(PairedScores scores)
    {
        var extra = more[(scores.Rule.Name, scores.Variant)].ToDictionary(static row => row.ItemId, StringComparer.Ordinal);
        return extra.Count == 0
            ? scores.Pairs
            : [.. scores.Pairs.Select(pair => extra.TryGetValue(pair.After.ItemId, out var row) ? pair.With(row) : pair)];
    }

    private PairedEvidence? EvidenceOf(PairedScores scores, IReadOnlyList<ItemPair> pairs) =>
        scores.Rule.Gate.IsTest && !scores.IsOfSlice ? PairedEvidence.Of(pairs, scores.Rule, result.Clusters) : null;

    /// <summary>Tests and judges. A second look holds the change over all samples against the chance of the first; it needs no correction, for the first one has made it.</summary>
    private List<ScoreComparison> Look(List<PairedScores> series, List<IReadOnlyList<ItemPair>> pairs, List<PairedEvidence?>? first)
    {
        var evidence = series.Select((scores, i) => EvidenceOf(scores, pairs[i])).ToList();
        var tested = evidence.Index().Where(one => one.Item is not null && series[one.Index].Rule.Gate.Policy == GatePolicy.Significance).ToList();
        double[] p = [.. tested.Select(static one => one.Item!.PValue), .. Enumerable.Repeat(1.0, otherTests)];
        var adjusted = first is null ? MultipleComparisons.Holm(p) : [.. tested.Select(one => one.Item!.ConfirmationOf(first[one.Index]!))];
        var byIndex = tested.Select((one, place) => (one.Index, P: adjusted[place])).ToDictionary(static one => one.Index, static one => one.P);
        return [.. series.Select((scores, i) => new GateJudge(scores.Rule, Math.Max(1, p.Length)).Judge(
            With(FiguresOf(scores, pairs[i]), evidence[i], byIndex.TryGetValue(i, out var found) ? found : null, Math.Max(1, p.Length)),
            evidence[i]))];
    }

    private ScoreComparison FiguresOf(PairedScores scores, IReadOnlyList<ItemPair> pairs)
    {
        var rule = scores.Rule;
        var rows = received[(rule.Name, scores.Variant)].ToList();
        var samples = rows.Sum(static row => (long)row.Samples.Count);
        return new ScoreComparison(rule.Name, scores.Variant, rule.Gate, Verdict.Passed)
        {
            IsOfSlice = scores.IsOfSlice,
            Items = pairs.Count,
            MeanBefore = Means.OfItems(pairs.Select(static pair => pair.Before), rule.Reduction),
            MeanAfter = Means.OfItems(pairs.Select(static pair => pair.After), rule.Reduction),
            Mean = Means.OfItems(rows, rule.Reduction),
            ErrorRate = samples == 0 ? 0 : (double)rows.Sum(static row => (long)row.Samples.Count(IsError)) / samples,
            Difference = Means.Of(pairs.Select(pair => pair.Difference(rule))) ?? 0,
            NewlyFailed = rule.Gate.Baseline is null ? pairs.Count(static pair => pair.FailuresAdded > 0) : 0,
            Recovered = rule.Gate.Baseline is null ? pairs.Count(static pair => pair.FailuresAdded < 0) : 0,
            Worse = Changes(pairs, pair => pair.Direction(rule) < 0),
            Better = Changes(pairs, pair => pair.Direction(rule) > 0),
        };
    }

    private static ScoreComparison With(ScoreComparison comparison, PairedEvidence? evidence, double? adjusted, int tests)
    {
        if (evidence is null)
            return comparison;
        var gate = comparison.Gate;
        var isTest = gate.Policy == GatePolicy.Significance;
        comparison = comparison with
        {
            PValue = isTest ? evidence.PValue : null,
            AdjustedPValue = adjusted,
            Interval = evidence.Interval(1 - (isTest ? gate.Alpha : 2 * gate.Alpha)),
            Method = isTest ? evidence.Method : null,
            Clusters = evidence.Clusters,
        };
        if (!isTest || gate.MinEffect == 0)
            return comparison;
        var power = evidence.Power(gate.MinEffect, gate.Alpha / tests);
        return comparison with { Power = power, ItemsNeeded = power < GateSpec.WantedPower ? evidence.ItemsNeeded(gate.MinEffect, gate.Alpha / tests) : null };
    }

    /// <summary>Each model's scores beside those of the model that a gate names, item by item; where that one is asked in one way only, by that way.</summary>
    private IEnumerable<PairedScores> AgainstModels()
    {
        foreach (var score in after.Where(static row => !row.IsOfSlice).Select(static row => row.Score).Distinct().Order(StringComparer.Ordinal))
        {
            foreach (var rule in GateRule.All(result.Benchmark, score).Skip(1))
            {
                var variants = received.Select(static group => group.Key).Where(key => key.Score == score).Select(static key => key.Variant).ToList();
                var baselines = variants.Where(variant => variant.Model == rule.Gate.Baseline).ToList();
                foreach (var variant in variants.Where(variant => variant.Model != rule.Gate.Baseline).Order(Comparer<Variant>.Create(Variant.Compare)))
                {
                    var baseline = baselines.Find(candidate => candidate with { Model = variant.Model } == variant) ?? (baselines.Count == 1 ? baselines[0] : null);
                    if (baseline is null)
                        continue;
                    var rows = received[(score, baseline)].Where(static row => !row.IsOfSlice).ToDictionary(static row => row.ItemId, StringComparer.Ordinal);
                    ItemPair[] pairs = [.. received[(score, variant)].Where(row => rows.ContainsKey(row.ItemId)).Select(row => new ItemPair(rows[row.ItemId], row))];
                    if (pairs.Length > 0)
                        yield return new PairedScores(rule, variant, pairs);
                }
            }
        }
    }

    private IEnumerable<LimitFinding> Limits()
    {
        foreach (var limit in result.Benchmark.Limits)
        {
            foreach (var variant in after.Select(Variant.Of).Distinct().Where(variant => limit.Model is null || variant.Model == limit.Model).Order(Comparer<Variant>.Create(Variant.Compare)))
            {
                var figure = result.Measures.FirstOrDefault(figure => figure.Measure == limit.Measure && new Variant(figure.Model, figure.Prompt, figure.Params) == variant);
                if (figure is not null || limit.Model is not null)
                    yield return new LimitFinding(variant, limit, figure?.Value);
            }
        }
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

    private static bool IsError(SampleScore sample) => sample is { Value: null, Failure: var failure } && failure != ErrorCode.ParseFailed;

    private static ValueList<ItemChange> Changes(IEnumerable<ItemPair> pairs, Func<ItemPair, bool> counts) =>
        ValueList.From(pairs.Where(counts).Select(static pair => new ItemChange(pair.After.ItemId, pair.Before.Samples, pair.After.Samples)));

    /// <summary>One comparison's pairs and how they are judged.</summary>
    private sealed record PairedScores(GateRule Rule, Variant Variant, IReadOnlyList<ItemPair> Pairs)
    {
        public bool IsOfSlice => Pairs[0].After.IsOfSlice;
    }
}
