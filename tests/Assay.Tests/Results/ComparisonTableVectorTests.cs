using System.Text.Json;
using Assay.Errors;
using Assay.Results;
using Assay.Statistics;
using Assay.Tests.Statistics;

namespace Assay.Tests.Results;

/// <summary>Every table recorded from the reference's comparisons, run on a real store.</summary>
public sealed class ComparisonTableVectorTests : IAsyncDisposable
{
    private readonly Runs runs = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => runs.DisposeAsync();

    [Fact]
    public async Task Comparisons_give_the_recorded_figures()
    {
        foreach (var test in Vectors.Cases("comparisons.json", static test => test.Name().StartsWith("table-", StringComparison.Ordinal)))
        {
            if (test.Name() is "table-baseline-unknown" or "table-no-overlap")
                continue;
            var rows = (await CompareAsync(test)).Rows;
            ComparisonVectors.AssertRows(test, "task_id", rows);
        }
    }

    [Fact]
    public async Task An_unknown_baseline_is_an_error_that_names_the_known_ones()
    {
        var error = await Assert.ThrowsAsync<AssayException>(() => CompareAsync(Case("table-baseline-unknown")));

        Assert.Equal(ErrorCode.ComparisonInvalid, error.Code);
        Assert.Contains("they hold: ma, mb", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_common_item_is_an_error_where_the_reference_gives_no_rows() =>
        Assert.Equal(ErrorCode.ComparisonInvalid, (await Assert.ThrowsAsync<AssayException>(() => CompareAsync(Case("table-no-overlap")))).Code);

    [Fact]
    public async Task Items_that_one_side_lacks_are_counted_where_the_reference_drops_them()
    {
        var row = Assert.Single((await CompareAsync(Case("table-unpaired-items"))).Rows);

        Assert.Equal((3, 2, 0, 0), (row.Pairs, row.BaselineOnly, row.TreatmentOnly, row.Neither));
    }

    private async Task<ComparisonTable> CompareAsync(JsonElement test)
    {
        var rows = test.GetProperty("input").GetProperty("rows").EnumerateArray()
            .GroupBy(static row => (Text(row, "model")!, Text(row, "task")!, Text(row, "item")!))
            .ToDictionary(static trial => trial.Key, static trial => trial.ToDictionary(static row => Text(row, "metric")!, static row => new[] { row.GetProperty("score").GetDouble() }));
        var models = rows.Keys.Select(static key => key.Item1).Distinct().ToList();
        var places = rows.Keys.Select(static key => (key.Item2, key.Item3)).Distinct().ToList();
        var trials = models.SelectMany(model => places.Select(place => rows.TryGetValue((model, place.Item1, place.Item2), out var scores)
            ? new ScoredTrial(model, place.Item1, "p1", place.Item2) { Scores = scores }
            : new ScoredTrial(model, place.Item1, "p1", place.Item2) { IsAnswered = false }));
        var args = test.GetProperty("input").GetProperty("args");
        var result = await runs.RunAsync([.. trials]);
        return await (Text(args, "task_id") is { } task ? result.Slice(task) : result).PairedCompareAsync(Text(args, "metric_id"), new ComparisonOptions
        {
            GroupBy = [GroupKind.Slice],
            Baseline = Text(args, "baseline_model_id"),
            Treatment = Text(args, "treatment_model_id"),
            Correction = MultipleComparisons.Parse(Text(args, "p_value_correction") ?? "none"),
            Test = PairedTest.Wilcoxon,
        }, Token);
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static JsonElement Case(string name) => Assert.Single(Vectors.Cases("comparisons.json", test => test.Name() == name));
}
