using Assay.Contracts;
using Assay.Specs;
using Assay.Tests.Execution;

namespace Assay.Tests.Planning;

/// <summary>What a plan says of stored outputs that are to be scored again.</summary>
public sealed class PlanChangeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Nothing_is_said_before_the_first_run() => Assert.Empty(await ChangesAsync(new TestBenchmark().Build()));

    [Fact]
    public async Task Nothing_is_said_where_nothing_changed()
    {
        await RunAsync(new TestBenchmark().Build());

        Assert.Empty(await ChangesAsync(new TestBenchmark().Build()));
    }

    [Fact]
    public async Task A_metric_of_another_version_changed()
    {
        await RunAsync(new TestBenchmark { Items = 1319 }.Build());

        Assert.Equal(
            ["metric doubled changed: 1,319 scores to compute, 0 generations"],
            await ChangesAsync(new TestBenchmark { Items = 1319, MetricVersion = "2" }.Build()));
    }

    [Fact]
    public async Task A_parse_of_another_version_changed_with_the_scores_that_read_it()
    {
        await RunAsync(new TestBenchmark().Build());

        Assert.Equal(
            ["parse number changed: 10 outputs to parse, 10 scores to compute, 0 generations"],
            await ChangesAsync(new TestBenchmark { ExtractorVersion = "2" }.Build()));
    }

    [Fact]
    public async Task An_added_metric_is_new()
    {
        await RunAsync(new TestBenchmark().Build());

        Assert.Equal(["metric again is new: 10 scores to compute, 0 generations"], await ChangesAsync(WithAnotherScore(new TestBenchmark())));
    }

    [Fact]
    public async Task Only_stored_outputs_are_counted()
    {
        await RunAsync(new TestBenchmark().Build());

        Assert.Equal(
            ["metric doubled changed: 10 scores to compute, 0 generations"],
            await ChangesAsync(new TestBenchmark { Models = ["m1", "m2"], MetricVersion = "2" }.Build()));
    }

    [Fact]
    public async Task Scores_that_another_plan_made_are_done()
    {
        await RunAsync(new TestBenchmark().Build());

        await using var orchestrator = folder.Open();
        var plan = await orchestrator.PlanSliceAsync(new TestBenchmark { Models = ["m1", "m2"] }.Build(), "s1", Token);

        Assert.Equal((10, 10, 10), (plan.Complete, plan.ToGenerate, plan.ToScore));
        Assert.Empty(plan.Changes);
    }

    [Fact]
    public async Task A_metric_that_failed_under_the_present_spec_has_not_changed()
    {
        var failing = new TestBenchmark { Metric = static _ => throw new InvalidOperationException("No score today.") };
        await RunAsync(failing.Build());

        Assert.Empty(await ChangesAsync(failing.Build()));
    }

    private static BenchmarkDefinition WithAnotherScore(TestBenchmark benchmark)
    {
        var definition = benchmark.Build();
        return new BenchmarkDefinition
        {
            Spec = definition.Spec with { Scores = [.. definition.Spec.Scores, new ScoreSpec("again", [new MetricSpec("again")]) { Parse = "number" }] },
            Plugins = definition.Plugins.Add(new FunctionMetric("again", "1", static (_, _) => ValueTask.FromResult(new MetricResult(1)))),
            Datasets = definition.Datasets,
            Renderers = definition.Renderers,
            Name = definition.Name,
        };
    }

    private async Task RunAsync(BenchmarkDefinition definition)
    {
        await using var orchestrator = folder.Open();
        await orchestrator.RunSliceAsync(definition, "s1", null, Token);
    }

    private async Task<IEnumerable<string>> ChangesAsync(BenchmarkDefinition definition)
    {
        await using var orchestrator = folder.Open();
        return (await orchestrator.PlanSliceAsync(definition, "s1", Token)).Changes.Select(static change => change.ToString());
    }
}
