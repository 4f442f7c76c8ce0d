using Assay.Errors;
using Assay.Results;
using Assay.Snapshots;
using Assay.Specs;

namespace Assay.Tests.Snapshots;

/// <summary>Gates that make a test, hold limits, look at other models and let errors pass.</summary>
public sealed class TestedGateTests
{
    private static readonly GateSpec Significance = new("accuracy", GatePolicy.Significance);

    [Theory]
    [InlineData(6, 0, Verdict.Regressed)]
    [InlineData(5, 0, Verdict.Passed)]
    [InlineData(8, 1, Verdict.Regressed)]
    [InlineData(7, 1, Verdict.Passed)]
    [InlineData(0, 6, Verdict.Improved)]
    public void Paired_test_of_right_and_wrong_is_McNemars(int lost, int gained, Verdict expected)
    {
        var verdict = Compare(Significance, 100, lost, gained);
        var comparison = Assert.Single(verdict.Comparisons);

        Assert.Equal((expected, "mcnemar_exact"), (comparison.Verdict, comparison.Method));
        Assert.Equal((gained - lost) / 100.0, comparison.Difference, 1e-12);
        Assert.True(comparison.Interval!.Value.Contains(comparison.Difference));
    }

    [Fact]
    public void Other_scores_are_compared_by_flips_of_signs()
    {
        var verdict = Gate.Compare(Triage.Benchmark with { Gates = [Significance] }, "billing", Triage.Items(12, i => i / 12.0), Triage.Items(12, i => (i / 12.0) - 0.05 - (i * 0.001)));
        var comparison = Assert.Single(verdict.Comparisons);

        Assert.Equal((Verdict.Regressed, "sign_flip_exact"), (comparison.Verdict, comparison.Method));
        Assert.Equal(2 * Math.Pow(2, -12), comparison.PValue!.Value, 1e-12);
    }

    [Fact]
    public void Items_of_one_cluster_count_as_one()
    {
        var before = Triage.Items(40, _ => 1);
        var after = Triage.Items(40, i => i < 10 ? 0 : 1);
        var clusters = before.Select((row, i) => (row.ItemId, Cluster: (i / 10).ToString(System.Globalization.CultureInfo.InvariantCulture))).ToDictionary(pair => pair.ItemId, pair => pair.Cluster);
        var benchmark = Triage.Benchmark with { Gates = [Significance] };

        Assert.Equal(Verdict.Regressed, Gate.Compare(new SliceResult(benchmark, "billing", after), before).Verdict);
        var clustered = Gate.Compare(new SliceResult(benchmark, "billing", after) { Clusters = clusters }, before);

        Assert.Equal((Verdict.Inconclusive, 4), (clustered.Verdict, clustered.Comparisons[0].Clusters));
        Assert.Equal("4 clusters can never show a change at alpha 0.05: at least 6 must differ", Assert.Single(clustered.Comparisons[0].Reasons));
    }

    [Fact]
    public void A_change_that_is_no_chance_and_small_enough_passes()
    {
        var comparison = Assert.Single(Compare(Significance with { MinEffect = 0.02 }, 1000, lost: 15, gained: 0).Comparisons);

        Assert.Equal(Verdict.Passed, comparison.Verdict);
        Assert.Equal("the change is no chance, and no larger than the least effect of 0.02", Assert.Single(comparison.Reasons));
    }

    [Fact]
    public void Too_few_items_are_inconclusive_and_say_how_many_would_do()
    {
        var verdict = Compare(Significance with { MinEffect = 0.05 }, 50, lost: 4, gained: 1);
        var comparison = Assert.Single(verdict.Comparisons);

        Assert.Equal((Verdict.Inconclusive, GateAction.Skip, false), (verdict.Verdict, verdict.Action, verdict.Fails));
        Assert.InRange(comparison.Power!.Value, 0.1, 0.3);
        Assert.InRange(comparison.ItemsNeeded!.Value, 290, 330);
        Assert.Contains("about 312 are needed for 80 %", Assert.Single(comparison.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_scores_pass_however_few_items_there_are() =>
        Assert.Equal(Verdict.Passed, Compare(Significance with { MinEffect = 0.01 }, 3, 0, 0).Verdict);

    [Fact]
    public void Variance_within_items_is_told_where_it_is_most_of_it()
    {
        var benchmark = Triage.Benchmark with { Gates = [Significance with { MinEffect = 0.05 }] };
        var before = Enumerable.Range(0, 20).Select(i => Pair(i, 1, 0)).ToArray();
        var after = Enumerable.Range(0, 20).Select(i => i < 4 ? Pair(i, 0, 0) : Pair(i, i % 2, 1 - (i % 2))).ToArray();

        Assert.Contains("of the variance lies between samples of one item, so that more samples help as well", Gate.Compare(benchmark, "billing", before, after).Comparisons[0].Reasons[0], StringComparison.Ordinal);

        static ItemScore Pair(int i, double first, double second) => Triage.Samples($"t-{i:000}", new SampleScore(first), new SampleScore(second));
    }

    [Fact]
    public void All_tests_of_a_benchmark_share_its_error_rate_whichever_slices_ran()
    {
        var benchmark = Triage.Benchmark with { Gates = [Significance] };
        var before = Triage.Items(100, _ => 1);
        var after = Triage.Items(100, i => i < 6 ? 0 : 1);
        ItemScore[] others = [.. Enumerable.Range(0, 3).SelectMany(model => Triage.Items(10, _ => 1, "access", $"m{model}"))];

        var alone = Gate.Compare(new SliceResult(benchmark, "billing", after), before);
        var together = Gate.Compare(new SliceResult(benchmark, "billing", after), [.. before, .. others]);

        Assert.Equal((Verdict.Regressed, 0.03125), (alone.Verdict, alone.Comparisons[0].AdjustedPValue));
        Assert.Equal((Verdict.Passed, 4 * 0.03125), (together.Verdict, together.Comparisons[0].AdjustedPValue));
    }

    [Theory]
    [InlineData(0, 0, Verdict.Passed)]
    [InlineData(1, 1, Verdict.Passed)]
    [InlineData(2, 30, Verdict.Improved)]
    [InlineData(9, 4, Verdict.Inconclusive)]
    [InlineData(25, 2, Verdict.Regressed)]
    public void Non_inferiority_must_be_shown(int lost, int gained, Verdict expected)
    {
        var verdict = Compare(new GateSpec("accuracy", GatePolicy.NonInferiority) { Margin = 0.05 }, 200, lost, gained);

        Assert.Equal(expected, verdict.Verdict);
        Assert.Equal(expected == Verdict.Inconclusive, verdict.Comparisons[0].ItemsNeeded > 200);
    }

    [Theory]
    [InlineData(0.8, null, 79, Verdict.Regressed, "the mean 0.7900 is below the floor of 0.8")]
    [InlineData(0.8, null, 80, Verdict.Passed, null)]
    [InlineData(null, 0.9, 91, Verdict.Regressed, "the mean 0.9100 is above the ceiling of 0.9")]
    [InlineData(0.1, 0.95, 50, Verdict.Passed, null)]
    public void Floor_and_ceiling_alone_let_all_between_them_pass(double? floor, double? ceiling, int right, Verdict expected, string? reason)
    {
        var benchmark = Triage.Benchmark with { Gates = [new GateSpec("accuracy", GatePolicy.Limits) { AtLeast = floor, AtMost = ceiling }] };
        var verdict = Gate.Compare(benchmark, "billing", Triage.Items(100, i => i < 85 ? 1 : 0), Triage.Items(100, i => i < right ? 1 : 0));

        Assert.Equal(expected, verdict.Verdict);
        Assert.Equal(reason, verdict.Comparisons[0].Reasons is [var first, ..] ? first : null);
    }

    [Fact]
    public void A_floor_is_held_under_every_policy() =>
        Assert.Equal(Verdict.Regressed, Compare(Significance with { AtLeast = 0.99 }, 100, lost: 2, gained: 0).Verdict);

    [Theory]
    [InlineData(1.9, Verdict.Passed, false)]
    [InlineData(2.1, Verdict.Regressed, true)]
    public void Latency_has_a_ceiling(double seconds, Verdict expected, bool fails)
    {
        var benchmark = Triage.Benchmark with { Limits = [new LimitSpec(LimitMeasure.LatencyP95, 2)] };
        var rows = Triage.Items(3, _ => 1);
        var verdict = Gate.Compare(new SliceResult(benchmark, "billing", rows) { Measures = [new MeasuredFigure("m", "", "", LimitMeasure.LatencyP95, seconds)] }, rows);

        Assert.Equal((expected, fails), (verdict.Verdict, verdict.Fails));
    }

    [Fact]
    public void A_limit_of_a_model_whose_figure_is_not_known_fails()
    {
        var benchmark = Triage.Benchmark with { Limits = [new LimitSpec(LimitMeasure.CostPerItem, 2) { Model = "m" }, new LimitSpec(LimitMeasure.CostPerItem, 3)] };
        var rows = Triage.Items(3, _ => 1);

        Assert.Null(Assert.Single(Gate.Compare(new SliceResult(benchmark, "billing", rows), rows).Limits, limit => limit.Fails).Value);
    }

    [Fact]
    public void Another_model_of_the_run_may_be_the_baseline()
    {
        var benchmark = Triage.Benchmark with { Gates = [Significance with { Baseline = "keywords", MinEffect = 0.01 }] };
        ItemScore[] verified = [.. Triage.Items(100, i => i < 60 ? 1 : 0, model: "keywords"), .. Triage.Items(100, i => i < 90 ? 1 : 0, model: "large")];
        ItemScore[] received = [.. Triage.Items(100, i => i < 60 ? 1 : 0, model: "keywords"), .. Triage.Items(100, i => i < 40 ? 1 : 0, model: "large")];

        var verdict = Gate.Compare(benchmark, "billing", verified, received);
        var against = Assert.Single(verdict.Comparisons, comparison => comparison.Gate.Baseline == "keywords");

        Assert.Equal((Verdict.Regressed, "large"), (against.Verdict, against.Variant.Model));
        Assert.Equal((0.6, 0.4), (against.MeanBefore, against.MeanAfter));
        Assert.All(verdict.Comparisons.Where(comparison => comparison != against), comparison => Assert.Equal(Verdict.Passed, comparison.Verdict));
        Assert.Equal(Verdict.Improved, Gate.Compare(benchmark, "billing", received, verified).Verdict);
    }

    [Fact]
    public void A_baseline_that_is_asked_in_one_way_stands_beside_every_prompt()
    {
        var benchmark = Triage.Benchmark with { Gates = [Significance with { Baseline = "keywords" }] };
        ItemScore[] rows =
        [
            .. Triage.Items(10, _ => 1, model: "keywords"),
            .. Triage.Items(10, _ => 1, model: "large").Select(row => row with { Prompt = "a" }),
            .. Triage.Items(10, _ => 0, model: "large").Select(row => row with { Prompt = "b" }),
        ];

        Assert.Equal(
            [("a", Verdict.Passed), ("b", Verdict.Regressed)],
            Gate.Compare(benchmark, "billing", rows, rows).Comparisons.Where(comparison => comparison.Gate.Baseline is not null).Select(comparison => (comparison.Variant.Prompt, comparison.Verdict)));
    }

    [Theory]
    [InlineData(GatePolicy.Exact)]
    [InlineData(GatePolicy.Significance)]
    [InlineData(GatePolicy.Limits)]
    public void Errors_on_every_item_fail_even_when_they_are_what_was_verified(GatePolicy policy)
    {
        ItemScore[] rows = [.. Enumerable.Range(0, 5).Select(i => Triage.Row($"t-{i}", new SampleScore(null, ErrorCode.MetricFailed)))];
        var verdict = Gate.Compare(Triage.Benchmark with { Gates = [new GateSpec("accuracy", policy) { AtMost = 1 }] }, "billing", rows, rows);

        Assert.True(verdict.Fails);
        Assert.Equal("100 % of the samples have no score because of an error, and the gate allows 0 %", verdict.Comparisons[0].Reasons[0]);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void An_allowed_error_rate_lets_as_many_errors_pass(int errors, bool fails)
    {
        var after = Triage.Items(100, _ => 1).Select((row, i) => i < errors ? Triage.Row(row.ItemId, new SampleScore(null, ErrorCode.Timeout)) : row).ToArray();

        Assert.Equal(fails, Gate.Compare(Triage.Benchmark with { Gates = [Significance with { ErrorRate = 0.02 }] }, "billing", Triage.Items(100, _ => 1), after).Fails);
    }

    [Fact]
    public void Unreadable_answers_on_every_item_fail()
    {
        ItemScore[] rows = [.. Enumerable.Range(0, 5).Select(i => Triage.Row($"t-{i}", new SampleScore(null, ErrorCode.ParseFailed)))];

        Assert.Equal("no item has a score", Gate.Compare(Triage.Benchmark, "billing", rows, rows).Comparisons[0].Reasons[0]);
    }

    [Theory]
    [InlineData(GateAction.Pass)]
    [InlineData(GateAction.Skip)]
    [InlineData(GateAction.Fail)]
    public void A_gate_says_what_each_verdict_does(GateAction action)
    {
        Assert.Equal(action, Compare(Significance with { OnRegressed = action }, 100, 10, 0).Action);
        Assert.Equal(action, Compare(Significance with { OnImproved = action }, 100, 0, 10).Action);
        Assert.Equal(action, Compare(Significance with { OnInconclusive = action, MinEffect = 0.01 }, 10, 2, 0).Action);
        var rows = Triage.Items(10, _ => 1);
        Assert.Equal(action, Gate.Compare(Triage.Benchmark with { Gates = [Significance with { OnIncomparable = action }] }, "billing", rows, [.. rows, Triage.Row("new", 1)]).Action);
    }

    private static SliceVerdict Compare(GateSpec gate, int items, int lost, int gained) => Gate.Compare(
        Triage.Benchmark with { Gates = [gate] },
        "billing",
        Triage.Items(items, i => i < items - gained ? 1 : 0),
        Triage.Items(items, i => i < lost ? 0 : 1));
}
