using Assay.Errors;
using Assay.Results;
using Assay.Snapshots;
using Assay.Specs;

namespace Assay.Tests.Snapshots;

public sealed class GateTests
{
    private static readonly SampleScore Error = new(null, ErrorCode.Timeout);

    [Fact]
    public void Equal_scores_pass() => Assert.Equal(Verdict.Passed, Judge([Triage.Row("a", 1)], [Triage.Row("a", 1)]).Verdict);

    [Fact]
    public void No_verified_score_is_new()
    {
        var verdict = Judge([], [Triage.Row("a", 1)]);
        Assert.Equal(Verdict.New, verdict.Verdict);
        Assert.True(verdict.Fails);
    }

    [Fact]
    public void Without_a_gate_one_worse_item_fails_even_when_the_mean_rises()
    {
        var verdict = Judge([Triage.Row("a", 1), Triage.Row("b", 0), Triage.Row("c", 0)], [Triage.Row("a", 0), Triage.Row("b", 1), Triage.Row("c", 1)]);
        var comparison = Assert.Single(verdict.Comparisons);
        Assert.Equal(Verdict.Regressed, verdict.Verdict);
        Assert.Equal("a: 1 → 0", Assert.Single(comparison.Worse).ToString());
        Assert.Equal(["b", "c"], comparison.Better.Select(item => item.ItemId));
        Assert.Equal(GatePolicy.Exact, comparison.Gate.Policy);
    }

    [Theory]
    [InlineData("max", 0, 1, Verdict.Improved)]
    [InlineData("max", 1, 1, Verdict.Passed)]
    [InlineData("majority", 0, 1, Verdict.Passed)]
    [InlineData("pass@2", 0, 1, Verdict.Improved)]
    [InlineData(null, 1, 0, Verdict.Regressed)]
    [InlineData("majority", 1, 0, Verdict.Passed)]
    public void Samples_are_compared_as_the_score_reduces_them(string? reduction, double before, double after, Verdict expected)
    {
        var benchmark = Triage.Benchmark with { Scores = [Triage.Benchmark.Scores[0] with { Reduction = reduction }] };
        Assert.Equal(expected, Gate.Compare(benchmark, "billing", [Three(before)], [Three(after)]).Verdict);

        static ItemScore Three(double first) => Triage.Samples("a", new SampleScore(first), new SampleScore(0), new SampleScore(0));
    }

    [Fact]
    public void A_score_of_the_whole_slice_that_is_added_is_no_added_item()
    {
        var verdict = Judge([Triage.Row("a", 1)], [Triage.Row("a", 1), Triage.Row("", 0.5, score: "length/words")]);

        Assert.Equal(["1 score added: length/words"], verdict.Changes);
    }

    [Fact]
    public void An_improvement_does_not_fail()
    {
        var verdict = Judge([Triage.Row("a", 0)], [Triage.Row("a", 1)]);
        Assert.Equal(Verdict.Improved, verdict.Verdict);
        Assert.False(verdict.Fails);
    }

    [Theory]
    [InlineData(1, 2, Verdict.Regressed)]
    [InlineData(2, 1, Verdict.Improved)]
    public void Direction_follows_the_score(double before, double after, Verdict expected) =>
        Assert.Equal(expected, Judge([Triage.Row("a", before, score: "length/words")], [Triage.Row("a", after, score: "length/words")]).Verdict);

    [Theory]
    [InlineData(GatePolicy.Absolute, 0.10, 49, Verdict.Passed)]
    [InlineData(GatePolicy.Absolute, 0.10, 40, Verdict.Passed)]
    [InlineData(GatePolicy.Absolute, 0.10, 39, Verdict.Regressed)]
    [InlineData(GatePolicy.Absolute, 0.10, 60, Verdict.Passed)]
    [InlineData(GatePolicy.Absolute, 0.10, 61, Verdict.Improved)]
    [InlineData(GatePolicy.Relative, 0.10, 45, Verdict.Passed)]
    [InlineData(GatePolicy.Relative, 0.10, 44, Verdict.Regressed)]
    [InlineData(GatePolicy.Relative, 0.10, 56, Verdict.Improved)]
    [InlineData(GatePolicy.Absolute, 0, 49, Verdict.Regressed)]
    public void A_tolerance_is_held_against_the_mean(GatePolicy policy, double tolerance, int right, Verdict expected)
    {
        var verdict = Gate.Compare(Triage.Gated("accuracy", policy, tolerance), "billing", Triage.Items(100, i => i < 50 ? 1 : 0), Triage.Items(100, i => i < right ? 1 : 0));
        Assert.Equal(expected, verdict.Verdict);
        Assert.Equal((0.5, right / 100.0), (verdict.Comparisons[0].MeanBefore, verdict.Comparisons[0].MeanAfter));
    }

    [Theory]
    [InlineData("length", Verdict.Passed)]
    [InlineData("length/words", Verdict.Passed)]
    [InlineData("length/chars", Verdict.Regressed)]
    [InlineData("accuracy", Verdict.Regressed)]
    public void A_gate_on_a_score_guards_all_its_metrics_and_one_on_a_metric_only_that(string gate, Verdict expected) =>
        Assert.Equal(expected, Gate.Compare(Triage.Gated(gate, GatePolicy.Absolute, 5), "billing", [Triage.Row("a", 1, score: "length/words")], [Triage.Row("a", 2, score: "length/words")]).Verdict);

    [Fact]
    public void A_gate_on_the_metric_wins_over_one_on_the_score()
    {
        var benchmark = Triage.Benchmark with { Gates = [new("length", GatePolicy.Exact), new("length/words", GatePolicy.Absolute) { Tolerance = 5 }] };
        Assert.Equal(Verdict.Passed, Gate.Compare(benchmark, "billing", [Triage.Row("a", 1, score: "length/words")], [Triage.Row("a", 2, score: "length/words")]).Verdict);
    }

    [Theory]
    [InlineData(GatePolicy.Exact)]
    [InlineData(GatePolicy.Absolute)]
    [InlineData(GatePolicy.Relative)]
    public void A_score_lost_to_an_error_fails_under_every_policy(GatePolicy policy)
    {
        var verdict = Gate.Compare(Triage.Gated("accuracy", policy, 10), "billing", [Triage.Row("a", 0), Triage.Row("b", 1)], [Triage.Row("a", Error), Triage.Row("b", 1)]);
        Assert.Equal(Verdict.Regressed, verdict.Verdict);
        Assert.Equal(1, verdict.Comparisons[0].NewlyFailed);
        Assert.Equal("a: 0 → !timeout", Assert.Single(verdict.Comparisons[0].Worse).ToString());
    }

    [Theory]
    [InlineData(GatePolicy.Exact)]
    [InlineData(GatePolicy.Absolute)]
    public void A_score_where_there_was_an_error_is_better_even_when_it_lowers_the_mean(GatePolicy policy)
    {
        var verdict = Gate.Compare(Triage.Gated("accuracy", policy), "billing", [Triage.Row("a", Error), Triage.Row("b", 1)], [Triage.Row("a", 0), Triage.Row("b", 1)]);
        Assert.Equal(Verdict.Improved, verdict.Verdict);
    }

    [Fact]
    public void An_error_of_another_kind_is_no_change_and_fails_all_the_same()
    {
        var comparison = Assert.Single(Judge([Triage.Row("a", Error)], [Triage.Row("a", new SampleScore(null, ErrorCode.EngineFailed))]).Comparisons);
        Assert.Equal((Verdict.Regressed, 0, 0, 0), (comparison.Verdict, comparison.NewlyFailed, comparison.Worse.Count, comparison.Better.Count));
    }

    [Theory]
    [InlineData(1, Verdict.Regressed)]
    [InlineData(0, Verdict.Passed)]
    [InlineData(-1, Verdict.Improved)]
    public void A_stand_in_counts_by_its_value(double before, Verdict expected) =>
        Assert.Equal(expected, Judge([Triage.Row("a", before)], [Triage.Row("a", new SampleScore(0, ErrorCode.ParseFailed))]).Verdict);

    [Theory]
    [InlineData("1,0", "0,1", Verdict.Passed)]
    [InlineData("1,1", "1,0", Verdict.Regressed)]
    [InlineData("0,0", "1,!timeout", Verdict.Regressed)]
    [InlineData("1,!timeout", "1,0", Verdict.Improved)]
    [InlineData("1,!timeout", "0,0", Verdict.Regressed)]
    [InlineData("1,!timeout", "!timeout,0", Verdict.Regressed)]
    public void Samples_of_an_item_count_by_their_mean_and_errors_first(string before, string after, Verdict expected)
    {
        Assert.True(SampleText.TryParse(before, out var old));
        Assert.True(SampleText.TryParse(after, out var now));
        Assert.Equal(expected, Judge([Triage.Samples("a", [.. old])], [Triage.Samples("a", [.. now])]).Verdict);
    }

    [Fact]
    public void Added_and_removed_rows_are_named_and_fail()
    {
        var verdict = Judge(
            [Triage.Row("a", 1), Triage.Row("b", 1), Triage.Row("b", 1, model: "old")],
            [Triage.Row("a", 1), Triage.Row("c", 1), Triage.Row("a", 1, prompt: "p"), Triage.Row("a", 1, score: "length/words")]);
        Assert.Equal(Verdict.Incomparable, verdict.Verdict);
        Assert.True(verdict.Fails);
        Assert.Equal(["1 model removed: old", "1 prompt added: p", "1 score added: length/words", "1 item removed: b", "1 item added: c"], verdict.Changes);
    }

    [Fact]
    public void Many_added_items_are_counted()
    {
        var verdict = Judge([Triage.Row("a", 1)], [Triage.Row("a", 1), .. Triage.Items(20, _ => 1)]);
        Assert.Equal("20 items added: t-000, t-001, t-002, t-003, t-004 and 15 more", Assert.Single(verdict.Changes));
    }

    [Fact]
    public void A_row_whose_parts_are_all_known_is_named_whole()
    {
        var verdict = Judge([Triage.Row("a", 1), Triage.Row("b", 1, model: "n")], [Triage.Row("a", 1), Triage.Row("b", 1, model: "n"), Triage.Row("b", 1)]);
        Assert.Equal("1 row added: b / m / accuracy", Assert.Single(verdict.Changes));
    }

    [Fact]
    public void Another_number_of_samples_is_incomparable()
    {
        var verdict = Judge([Triage.Row("a", 1)], [Triage.Samples("a", new(1), new(1), new(1))]);
        Assert.Equal((Verdict.Incomparable, "1 → 3 samples for 1 row"), (verdict.Verdict, Assert.Single(verdict.Changes)));
    }

    [Fact]
    public void A_regression_is_not_hidden_by_added_rows() =>
        Assert.Equal(Verdict.Regressed, Judge([Triage.Row("a", 1)], [Triage.Row("a", 0), Triage.Row("b", 1)]).Verdict);

    [Fact]
    public void Added_items_do_not_move_the_compared_means()
    {
        var verdict = Gate.Compare(Triage.Gated("accuracy", GatePolicy.Absolute, 0.01), "billing", [Triage.Row("a", 1)], [Triage.Row("a", 1), Triage.Row("b", 0)]);
        Assert.Equal(Verdict.Incomparable, verdict.Verdict);
        Assert.Equal((1, 1.0, 1.0), (verdict.Comparisons[0].Items, verdict.Comparisons[0].MeanBefore, verdict.Comparisons[0].MeanAfter));
    }

    private static SliceVerdict Judge(ItemScore[] before, ItemScore[] after) => Gate.Compare(Triage.Benchmark, "billing", before, after);
}
