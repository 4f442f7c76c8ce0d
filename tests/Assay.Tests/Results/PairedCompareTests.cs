using Assay.Errors;
using Assay.Results;
using Assay.Statistics;
using Assay.Tests.Statistics;

namespace Assay.Tests.Results;

/// <summary>Comparisons over a real store, against figures computed by hand.</summary>
public sealed class PairedCompareTests : IAsyncDisposable
{
    private readonly Runs runs = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => runs.DisposeAsync();

    [Fact]
    public async Task Scores_of_0_and_1_are_tested_by_mcnemar()
    {
        // m2 gains six items and loses one: p = 2 · (C(7,0) + C(7,1)) / 2⁷ = 0.125.
        var result = await runs.RunAsync(Pair("011111100", "100000000"));

        var row = Assert.Single((await result.PairedCompareAsync("em", new() { Baseline = "m2", Treatment = "m1" }, Token)).Rows);

        Assert.Equal((9, (6, 1), "bootstrap_BCa_mcnemar_exact"), (row.Pairs, row.Moved, row.Method));
        Vectors.Within(0.125, row.PValue!.Value, 1e-12, "p");
        Vectors.Within(5.0 / 9, row.Delta!.Value, 1e-12, "effect");
        Assert.True(row.Interval!.Value.Contains(5.0 / 9));
    }

    [Fact]
    public async Task Other_scores_are_tested_by_sign_flips_and_by_what_is_asked_for()
    {
        ScoredTrial[] trials = [.. Enumerable.Range(1, 6).SelectMany(static i => (ScoredTrial[])[ScoredTrial.Of("m1", $"i{i}", 0), ScoredTrial.Of("m2", $"i{i}", i / 10.0)])];
        var result = await runs.RunAsync(trials);

        var flips = Assert.Single((await result.PairedCompareAsync("em", null, Token)).Rows);
        var ranks = Assert.Single((await result.PairedCompareAsync("em", new() { Test = PairedTest.Wilcoxon }, Token)).Rows);

        // All six differences have one sign: 2 of 2⁶ flips are as extreme.
        Vectors.Within(2.0 / 64, flips.PValue!.Value, 1e-12, "sign flips");
        Assert.Equal("bootstrap_BCa_sign_flip_exact", flips.Method);
        Vectors.Within(2.0 / 64, ranks.PValue!.Value, 1e-12, "signed ranks");
        Assert.Equal("bootstrap_BCa_wilcoxon", ranks.Method);
    }

    [Fact]
    public async Task P_values_are_adjusted_over_all_comparisons_of_the_call()
    {
        var result = await runs.RunAsync([.. Pair("1111111", "0000000"), .. Pair("1111111", "0000000").Select(static trial => trial with { Slice = "s2" })]);

        var rows = (await result.PairedCompareAsync("em", new() { GroupBy = [GroupKind.Slice] }, Token)).Rows;
        var pooled = Assert.Single((await result.PairedCompareAsync("em", null, Token)).Rows);

        Assert.Equal(["s1", "s2"], rows.Select(static row => row.Keys[0]));
        Assert.All(rows, static row => Vectors.Within(2 * row.PValue!.Value, row.AdjustedPValue!.Value, 1e-12, "Holm over two"));
        Assert.Equal(14, pooled.Pairs);
    }

    [Fact]
    public async Task Prompts_are_compared_for_each_model_by_itself()
    {
        ScoredTrial[] trials = [.. Pair("10", "01"), .. Pair("11", "11").Select(static trial => trial with { Prompt = "p2" })];
        var result = await runs.RunAsync(trials);

        var table = await result.PairedCompareAsync("em", new() { Compare = GroupKind.Prompt }, Token);

        Assert.Equal(["m1", "m2"], table.Rows.Select(static row => row.Keys[0]));
        Assert.All(table.Rows, static row => Assert.Equal(("p1", "p2", 2, 0.5), (row.Baseline, row.Treatment, row.Pairs, row.Delta)));
    }

    [Fact]
    public async Task Prompts_that_are_pooled_are_clusters_of_their_items()
    {
        ScoredTrial[] trials = [.. Pair("1100", "0000"), .. Pair("1100", "0000").Select(static trial => trial with { Prompt = "p2" })];
        var result = await runs.RunAsync(trials);

        var row = Assert.Single((await result.PairedCompareAsync("em", new() { Across = [GroupKind.Prompt], Baseline = "m2" }, Token)).Rows);

        // Cluster sums 2, 2, 0, 0: one sign each, so 2 of 4 flips of the two that are not 0 are as extreme.
        Assert.Equal((8, 4, "clustered_t_interval_sign_flip_exact"), (row.Pairs, row.Clusters, row.Method));
        Vectors.Within(0.5, row.PValue!.Value, 1e-12, "p");
    }

    [Fact]
    public async Task Clusters_of_a_slice_are_honoured()
    {
        ScoredTrial[] trials = [.. Pair("111111", "000000").Select(static trial => trial with { Cluster = trial.Item is "i0" or "i1" or "i2" ? "x" : "y" })];
        var result = await runs.RunAsync(trials, cluster: "doc");

        var row = Assert.Single((await result.PairedCompareAsync("em", null, Token)).Rows);

        Assert.Equal((6, 2), (row.Pairs, row.Clusters));
        Vectors.Within(0.5, row.PValue!.Value, 1e-12, "two clusters of one sign: 2 of 4 flips");
    }

    [Fact]
    public async Task Unpaired_items_are_counted_by_side()
    {
        var trials = Pair("1111", "1111");
        trials = [.. trials.Select(static trial => trial with { IsAnswered = (trial.Model, trial.Item) is not (("m1", "i0") or ("m2", "i1") or ("m1", "i2") or ("m2", "i2")) })];
        var result = await runs.RunAsync(trials);

        var row = Assert.Single((await result.PairedCompareAsync("em", null, Token)).Rows);

        Assert.Equal((1, 1, 1, 1), (row.Pairs, row.BaselineOnly, row.TreatmentOnly, row.Neither));
        Assert.Equal("exact_zero_variance", row.Method);
    }

    [Fact]
    public async Task A_gain_knows_that_less_may_be_better()
    {
        var result = await runs.RunAsync(Pair("11", "00"), higherIsBetter: false);

        var row = Assert.Single((await result.PairedCompareAsync("em", new() { Baseline = "m1" }, Token)).Rows);

        Assert.Equal((-1.0, 1.0, false), (row.Delta, row.Gain, row.HigherIsBetter));
    }

    [Fact]
    public async Task Two_runs_are_compared_over_the_items_that_both_hold_with_one_content()
    {
        var before = await runs.RunAsync([ScoredTrial.Of("old", "a", 0), ScoredTrial.Of("old", "b", 0), ScoredTrial.Of("old", "c", 1), ScoredTrial.Of("old", "gone", 1)]);
        var after = await runs.RunAsync(
        [
            ScoredTrial.Of("new", "b", 1), ScoredTrial.Of("new", "a", 1), ScoredTrial.Of("new", "c", 1) with { Cluster = "changed" }, ScoredTrial.Of("new", "added", 1),
        ]);

        var table = await after.PairedCompareAsync(before, "em", null, Token);

        var row = Assert.Single(table.Rows);
        Assert.Equal("run", table.Compared);
        Assert.Equal((before.RunId.Short, after.RunId.Short), (row.Baseline, row.Treatment));
        Assert.Equal((2, 1.0, 2, 2), (row.Pairs, row.Delta, row.BaselineOnly, row.TreatmentOnly));
    }

    [Fact]
    public async Task Two_runs_of_several_models_are_compared_model_by_model()
    {
        var before = await runs.RunAsync(Pair("00", "10"));
        var after = await runs.RunAsync([.. Pair("11", "10"), ScoredTrial.Of("m3", "i0", 1), ScoredTrial.Of("m3", "i1", 1)]);

        var rows = (await after.PairedCompareAsync(before, "em", null, Token)).Rows;

        Assert.Equal([("m1", 2, 1.0, 0), ("m2", 2, 0.0, 0), ("m3", 0, null, 2)], rows.Select(static row => (row.Keys[0], row.Pairs, row.Delta, row.TreatmentOnly)));
        Assert.Equal(("no_pairs", null), (rows[2].Method, rows[2].AdjustedPValue));
    }

    [Fact]
    public async Task What_cannot_be_compared_is_an_error_with_a_code()
    {
        var result = await runs.RunAsync(Pair("10", "01"));

        async Task<ErrorCode> CodeAsync(ComparisonOptions options) => (await Assert.ThrowsAsync<AssayException>(() => result.PairedCompareAsync("em", options, Token))).Code;

        Assert.Equal(ErrorCode.OptionInvalid, await CodeAsync(new() { Compare = GroupKind.Slice }));
        Assert.Equal(ErrorCode.OptionInvalid, await CodeAsync(new() { GroupBy = [GroupKind.Item] }));
        Assert.Equal(ErrorCode.OptionInvalid, await CodeAsync(new() { GroupBy = [GroupKind.Model] }));
        Assert.Equal(ErrorCode.ComparisonInvalid, await CodeAsync(new() { Treatment = "m9" }));
        Assert.Equal(ErrorCode.ComparisonInvalid, await CodeAsync(new() { Baseline = "m1", Treatment = "m1" }));
        Assert.Equal(ErrorCode.ComparisonInvalid, await CodeAsync(new() { Test = PairedTest.ClusteredT }));
    }

    /// <summary>Two models over the same items, a digit for each item's score.</summary>
    private static ScoredTrial[] Pair(string first, string second) =>
        [.. ((string[])[first, second]).SelectMany((scores, model) => scores.Select((score, item) => ScoredTrial.Of($"m{model + 1}", $"i{item}", score - '0')))];
}
