using Assay.Errors;
using Assay.Results;
using Assay.Specs;
using Assay.Statistics;
using Assay.Tests.Statistics;

namespace Assay.Tests.Results;

/// <summary>Aggregates over a real store, against figures computed by hand.</summary>
public sealed class AggregateTests : IAsyncDisposable
{
    private readonly Runs runs = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => runs.DisposeAsync();

    [Fact]
    public async Task Scores_of_0_and_1_have_a_wilson_interval()
    {
        var result = await runs.RunAsync([.. Enumerable.Range(0, 10).Select(static i => ScoredTrial.Of("m1", $"i{i}", i < 8 ? 1 : 0))]);

        var row = Assert.Single((await result.AggregateAsync([GroupKind.Model], null, Token)).Rows);

        // 8 of 10: (0.8 + 1.96²/20 ± 1.96 √(0.016 + 1.96²/400)) / (1 + 1.96²/10).
        Assert.Equal((0.8, 10, 0, 0, IntervalMethod.Wilson), (row.Mean, row.Count, row.Failed, row.Missing, row.IntervalMethod));
        Vectors.Within(0.4901625, row.Interval!.Value.Lower, 1e-6, "lower");
        Vectors.Within(0.9433178, row.Interval!.Value.Upper, 1e-6, "upper");
        Vectors.Within(Math.Sqrt(1.6 / 9 / 10), row.StandardError!.Value, 1e-12, "s / √n");
    }

    [Fact]
    public async Task Other_scores_have_a_t_interval()
    {
        var result = await runs.RunAsync([ScoredTrial.Of("m1", "a", 1), ScoredTrial.Of("m1", "b", 2), ScoredTrial.Of("m1", "c", 3), ScoredTrial.Of("m1", "d", 4)]);

        var row = Assert.Single((await result.AggregateAsync([], new() { Level = 0.9 }, Token)).Rows);

        // s = √(5/3), t(3, 0.95) = 2.353363.
        Assert.Equal((2.5, 1.0, 4.0, IntervalMethod.StudentT), (row.Mean, row.Minimum, row.Maximum, row.IntervalMethod));
        Vectors.Within(0.6454972, row.StandardError!.Value, 1e-7, "s / √n");
        Vectors.Within(2.5 - (2.353363 * 0.6454972), row.Interval!.Value.Lower, 1e-5, "lower");
    }

    [Fact]
    public async Task A_metric_has_one_kind_of_interval_whatever_the_scores_of_a_group_happen_to_be()
    {
        var result = await runs.RunAsync([ScoredTrial.Of("m1", "a", 1), ScoredTrial.Of("m1", "b", 0), ScoredTrial.Of("m2", "a", 0.5), ScoredTrial.Of("m2", "b", 1)]);

        var table = await result.AggregateAsync([GroupKind.Model], null, Token);

        Assert.All(table.Rows, static row => Assert.Equal(IntervalMethod.StudentT, row.IntervalMethod));
    }

    [Fact]
    public async Task Items_of_one_cluster_are_not_counted_as_independent()
    {
        var result = await runs.RunAsync(
            [.. Enumerable.Range(0, 8).Select(static i => ScoredTrial.Of("m1", $"i{i}", i < 4 ? 1 : 0) with { Cluster = $"doc{i / 2}" })],
            cluster: "doc");

        var row = Assert.Single((await result.AggregateAsync([], null, Token)).Rows);

        // Cluster sums of deviations: +1, +1, −1, −1, so CR0 = √4 / 8; the interval takes √(4/3) of it and t(3, 0.975) = 3.182446.
        Assert.Equal((0.5, 4, IntervalMethod.ClusteredT), (row.Mean, row.Clusters, row.IntervalMethod));
        Vectors.Within(0.25, row.StandardError!.Value, 1e-12, "CR0");
        Vectors.Within(0.5 + (3.182446 * 0.25 * Math.Sqrt(4.0 / 3)), row.Interval!.Value.Upper, 1e-6, "upper");
    }

    [Fact]
    public async Task A_cluster_field_that_no_item_has_is_an_error_that_names_it()
    {
        var result = await runs.RunAsync([ScoredTrial.Of("m1", "a", 1), ScoredTrial.Of("m1", "b", 0)], cluster: "chapter");

        var error = await Assert.ThrowsAsync<AssayException>(() => result.AggregateAsync([], null, Token));

        Assert.Equal(ErrorCode.ComparisonInvalid, error.Code);
        Assert.Contains("'chapter'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_prompts_and_metrics_are_kept_apart_unless_averaging_is_asked_for()
    {
        ScoredTrial[] trials = [.. ((string[])["m1", "m2"]).SelectMany(static model => ((string[])["p1", "p2"]).SelectMany(prompt => ((string[])["a", "b", "c"]).Select(item =>
            ScoredTrial.Of(model, item, model == "m1" ? 1 : 0, prompt: prompt))))];
        var result = await runs.RunAsync(trials);

        var apart = await result.AggregateAsync([GroupKind.Model], null, Token);
        var pooled = await result.AggregateAsync([GroupKind.Model], new() { Across = [GroupKind.Prompt] }, Token);

        Assert.Equal([GroupKind.Model, GroupKind.Prompt, GroupKind.Metric], apart.Keys.Select(static key => key.Kind));
        Assert.Equal(["m1 p1 em", "m1 p2 em", "m2 p1 em", "m2 p2 em"], apart.Rows.Select(static row => string.Join(' ', row.Keys)));
        Assert.Equal(["m1 em", "m2 em"], pooled.Rows.Select(static row => string.Join(' ', row.Keys)));
        // Six trials of three items: an item that was asked twice says no more than once of how items differ.
        Assert.Equal((6, 3), (pooled.Rows[0].Count, pooled.Rows[0].Clusters));
    }

    [Fact]
    public async Task Samples_are_reduced_before_items_are_averaged()
    {
        var result = await runs.RunAsync(
        [
            new ScoredTrial("m1", "s1", "p1", "a") { Scores = new Dictionary<string, double[]> { ["em"] = [1, 0, 0] } },
            new ScoredTrial("m1", "s1", "p1", "b") { Scores = new Dictionary<string, double[]> { ["em"] = [1, 1, 0] } },
        ]);

        async Task<double> MeanAsync(SampleReduction reduction) => Assert.Single((await result.AggregateAsync([], new() { Reduction = reduction }, Token)).Rows).Mean!.Value;

        Vectors.Within(0.5, await MeanAsync(SampleReduction.Mean), 1e-12, "(1/3 + 2/3) / 2");
        Assert.Equal(1, await MeanAsync(SampleReduction.Max));
        Assert.Equal(0.5, await MeanAsync(SampleReduction.MajorityScore));
        Vectors.Within((2.0 / 3 + 1) / 2, await MeanAsync(SampleReduction.PassAt(2)), 1e-12, "(2/3 + 1) / 2");
        Assert.Equal(ErrorCode.ComparisonInvalid, (await Assert.ThrowsAsync<AssayException>(() => MeanAsync(SampleReduction.PassAt(4)))).Code);
    }

    [Fact]
    public async Task Failures_stand_beside_the_mean_and_can_be_grouped_by()
    {
        var result = await runs.RunAsync(
        [
            ScoredTrial.Of("m1", "a", 1),
            ScoredTrial.Of("m1", "b", 1) with { IsAnswered = false },
            ScoredTrial.Of("m2", "a", 1) with { IsAnswered = false },
            ScoredTrial.Of("m2", "b", 1) with { IsAnswered = false },
        ]);

        var byModel = (await result.AggregateAsync([GroupKind.Model], null, Token)).Rows;
        var byStatus = (await result.AggregateAsync([GroupKind.Status], new() { Across = [GroupKind.Model] }, Token)).Rows;

        Assert.Equal([(1.0, 1, 1), (null, 0L, 2L)], byModel.Select(static row => (row.Mean, row.Count, row.Failed)));
        Assert.Null(byModel[1].Interval);
        Assert.Equal([("ok", 1L, 0L), ("refused", 0L, 3L)], byStatus.Select(static row => (row.Keys[0], row.Count, row.Failed)));
    }

    [Fact]
    public async Task What_was_not_run_is_missing_and_not_failed()
    {
        var result = await runs.RunAsync(ScoredTrial.Benchmark([ScoredTrial.Of("m1", "a", 1), ScoredTrial.Of("m1", "b", 1)]), RunStages.Generation);

        var row = Assert.Single((await result.AggregateAsync([], null, Token)).Rows);

        Assert.Equal((0, 0, 2), (row.Count, row.Failed, row.Missing));
    }

    [Theory]
    [InlineData("prompt", GroupKind.Prompt, null)]
    [InlineData("status", GroupKind.Status, null)]
    [InlineData("dimension:lang", GroupKind.Dimension, "lang")]
    public void A_group_is_read_as_people_type_it(string text, GroupKind kind, string? dimension)
    {
        var key = GroupKey.Parse(text);

        Assert.Equal((kind, dimension, text), (key.Kind, key.Dimension, key.ToString()));
    }

    [Theory]
    [InlineData("colour")]
    [InlineData("dimension:")]
    [InlineData("Model")]
    public void A_group_that_is_none_is_an_error_that_names_them(string text) =>
        Assert.Contains("slice", Assert.Throws<AssayException>(() => GroupKey.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_level_outside_0_to_1_is_an_error()
    {
        var result = await runs.RunAsync([ScoredTrial.Of("m1", "a", 1)]);

        Assert.Equal(ErrorCode.OptionInvalid, (await Assert.ThrowsAsync<AssayException>(() => result.AggregateAsync([], new() { Level = 1 }, Token))).Code);
    }
}
