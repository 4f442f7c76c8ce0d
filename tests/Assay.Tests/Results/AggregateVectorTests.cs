using System.Text.Json;
using Assay.Errors;
using Assay.Results;
using Assay.Specs;
using Assay.Statistics;
using Assay.Tests.Statistics;

namespace Assay.Tests.Results;

/// <summary>Every case recorded from the reference's aggregates, run on a real store.</summary>
public sealed class AggregateVectorTests : IAsyncDisposable
{
    private readonly Runs runs = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => runs.DisposeAsync();

    [Fact]
    public async Task Aggregates_give_the_recorded_means_and_counts()
    {
        foreach (var test in Cases("aggregate").Where(static test => !test.Expects("error") && !IsFault(test)))
        {
            var (table, keys) = await AggregateAsync(test);
            var expected = test.GetProperty("expected").GetProperty("rows").EnumerateArray().ToList();
            Assert.Equal(expected.Count, table.Rows.Count);
            foreach (var (row, recorded) in table.Rows.Zip(expected))
            {
                // A missing value is an empty text here, where the reference says null; both come first.
                foreach (var (name, key) in keys.Where(static key => key.Name != "mean"))
                    Assert.Equal(recorded.GetProperty(name).GetString() ?? "", Shown(table.ValueOf(row, key)));
                Vectors.Within(recorded.GetProperty("mean").GetDouble(), row.Mean!.Value, 1e-12, test.Name());
                Assert.Equal(recorded.GetProperty("count").GetInt64(), row.Count);
            }
        }
    }

    [Fact]
    public async Task Failed_trials_are_counted_where_the_reference_drops_them()
    {
        var (table, _) = await AggregateAsync(Case("failed-trials-ignored"));

        var row = Assert.Single(table.Rows);
        Assert.Equal((1.0, 1, 2), (row.Mean, row.Count, row.Failed));
    }

    [Fact]
    public async Task Every_planned_trial_counts_where_the_reference_keeps_the_last_of_one_hash()
    {
        var (table, _) = await AggregateAsync(Case("dup-trial-hash"));

        Assert.Equal([(0.5, 2L), (1.0, 2L)], table.Rows.Select(static row => (row.Mean!.Value, row.Count)));
    }

    [Fact]
    public async Task A_dimension_named_mean_stands_beside_the_mean_which_overwrites_it_in_the_reference()
    {
        var (table, _) = await AggregateAsync(Case("dim-named-mean"));

        Assert.Equal(("x", 1.0), (table.ValueOf(table.Rows[0], GroupKey.ByDimension("mean")), table.Rows[0].Mean));
    }

    [Theory]
    [InlineData("unknown-two", "option_invalid")]
    [InlineData("task_id-rejected", "option_invalid")]
    [InlineData("dup-key", "option_invalid")]
    public async Task Groups_that_cannot_be_are_errors_with_a_code(string name, string code)
    {
        var error = await Assert.ThrowsAsync<AssayException>(() => AggregateAsync(Case(name)));

        Assert.Equal(code, error.Code.Value);
    }

    [Fact]
    public async Task An_unknown_metric_is_an_error_that_names_the_known_ones_where_the_reference_gives_no_rows()
    {
        foreach (var test in (JsonElement[])[Case("metric-filter-unknown"), Case("paired-metric-unknown")])
        {
            var result = await RunAsync(test);
            var error = await Assert.ThrowsAsync<AssayException>(() => result.AggregateAsync([], new() { Metric = "zz" }, Token));
            Assert.Equal(ErrorCode.ComparisonInvalid, error.Code);
            Assert.Contains("em", error.Message, StringComparison.Ordinal);
            Assert.Equal(ErrorCode.ComparisonInvalid, (await Assert.ThrowsAsync<AssayException>(() => result.PairedCompareAsync("zz", null, Token))).Code);
        }
    }

    [Fact]
    public async Task Leaderboards_give_the_recorded_figures_ranked_by_score_where_the_reference_orders_by_id()
    {
        foreach (var test in Cases("leaderboard"))
        {
            var result = await RunAsync(test);
            foreach (var recorded in test.GetProperty("expected").GetProperty("rows").EnumerateArray().GroupBy(static row => row.GetProperty("metric_id").GetString()!))
            {
                var board = await result.Slice("s1").LeaderboardAsync(recorded.Key, null, Token);
                var best = recorded.OrderByDescending(static row => row.GetProperty("mean").GetDouble()).ToList();
                Assert.Equal(best.Select(static row => row.GetProperty("model_id").GetString()), board.Rows.Select(static row => row.Keys[0]));
                foreach (var (row, expected) in board.Rows.Zip(best))
                    AssertFigures(test, expected, row.Figures);
            }
        }
    }

    [Fact]
    public async Task Comparisons_give_the_recorded_figures_and_are_corrected_over_the_whole_call()
    {
        foreach (var test in (JsonElement[])[Case("paired-holm"), Case("paired-baseline")])
        {
            var input = test.GetProperty("input");
            var result = await RunAsync(test);
            var options = new ComparisonOptions
            {
                GroupBy = [GroupKind.Slice],
                Baseline = input.TryGetProperty("baseline_model_id", out var baseline) ? baseline.GetString() : null,
                Correction = input.TryGetProperty("p_value_correction", out var correction) ? MultipleComparisons.Parse(correction.GetString()!) : PValueCorrection.None,
                Test = PairedTest.Wilcoxon,
            };

            var rows = (await result.PairedCompareAsync("em", options, Token)).Rows;

            ComparisonVectors.AssertRows(test, "slice_id", rows);
            // The reference corrects within a slice: three comparisons. Ours are the six of the call.
            double[] raw = [.. rows.Select(static row => row.PValue!.Value)];
            Assert.Equal(MultipleComparisons.Adjust(raw, options.Correction), rows.Select(static row => row.AdjustedPValue!.Value));
        }
    }

    [Fact]
    public void An_unknown_correction_is_an_error_with_a_code() =>
        Assert.Equal(ErrorCode.OptionInvalid, Assert.Throws<AssayException>(() => MultipleComparisons.Parse(Case("paired-bad-corr").GetProperty("input").GetProperty("p_value_correction").GetString()!)).Code);

    private static void AssertFigures(JsonElement test, JsonElement expected, AggregateRow row)
    {
        Vectors.Within(expected.GetProperty("mean").GetDouble(), row.Mean!.Value, 1e-12, test.Name());
        if (test.Name() == "leader-samples")
        {
            // The reference takes six samples for six items. Items are the unit here: two, each with the mean of three samples.
            Assert.Equal(2, row.Count);
            return;
        }

        Assert.Equal(expected.GetProperty("count").GetInt64(), row.Count);
        Assert.Equal((expected.GetProperty("min").GetDouble(), expected.GetProperty("max").GetDouble()), (row.Minimum, row.Maximum));
    }

    /// <summary>The reference averages over whatever is not grouped by; here that has to be asked for.</summary>
    private async Task<(AggregateTable Table, IReadOnlyList<(string Name, GroupKey Key)> Keys)> AggregateAsync(JsonElement test)
    {
        var input = test.GetProperty("input");
        var result = await RunAsync(test);
        var keys = input.GetProperty("group_by").EnumerateArray().Select(static name => (Name: name.GetString()!, Key: KeyOf(name.GetString()!))).ToList();
        var across = ((GroupKind[])[GroupKind.Model, GroupKind.Prompt, GroupKind.Params]).Where(kind => keys.TrueForAll(key => key.Key != kind));
        var options = new AggregateOptions { Metric = input.GetProperty("metric_id").GetString(), Across = ValueList.From(across) };
        return (await result.AggregateAsync(ValueList.From(keys.Select(static key => key.Key)), options, Token), keys);
    }

    private async Task<BenchmarkResult> RunAsync(JsonElement test)
    {
        var trials = test.GetProperty("input").GetProperty("trials").EnumerateArray().Select(static trial => new ScoredTrial(
            trial.GetProperty("model_id").GetString()!,
            trial.GetProperty("slice_id").GetString()!,
            trial.GetProperty("prompt_variant_id").GetString() ?? "_none",
            trial.GetProperty("item_id").GetString()!)
        {
            Dimensions = new ValueMap<string>(trial.GetProperty("dimensions").EnumerateObject().Select(static one => new KeyValuePair<string, string>(one.Name, one.Value.GetString()!))),
            Scores = trial.GetProperty("scores").EnumerateObject().ToDictionary(static one => one.Name, static one => one.Value.EnumerateArray().Select(static score => score.GetDouble()).ToArray()),
            IsAnswered = trial.GetProperty("status").GetString() == "ok",
        }).ToList();
        return await runs.RunAsync(trials);
    }

    /// <summary>A prompt belongs to a whole task here, so the one trial without a prompt has one of this name.</summary>
    private static string Shown(string value) => value == "_none" ? "" : value;

    private static GroupKey KeyOf(string name) => name switch
    {
        "model_id" => GroupKind.Model,
        "slice_id" => GroupKind.Slice,
        "metric_id" => GroupKind.Metric,
        "prompt_variant_id" => GroupKind.Prompt,
        "task_id" => GroupKey.Parse(name),
        _ => GroupKey.ByDimension(name),
    };

    private static bool IsFault(JsonElement test) => test.Name() is "failed-trials-ignored" or "dup-trial-hash" or "metric-filter-unknown";

    private static JsonElement Case(string name) => Assert.Single(Vectors.Cases("aggregate.json", test => test.Name() == name));

    private static IReadOnlyList<JsonElement> Cases(string op) =>
        Vectors.Cases("aggregate.json", test => test.GetProperty("input").GetProperty("op").GetString() == op);
}
