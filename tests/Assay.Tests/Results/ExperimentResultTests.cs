using System.Globalization;
using Assay.Contracts;
using Assay.Errors;
using Assay.Results;
using Assay.Specs;
using Assay.Tests.Execution;

namespace Assay.Tests.Results;

/// <summary>Results of experiments whose tasks have prompts, params and scores of their own.</summary>
public sealed class ExperimentResultTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Sets_of_params_are_told_apart_by_short_json()
    {
        await using var orchestrator = Open();
        var result = await RunAsync(orchestrator, Experiment("sums"));

        var table = await result.AggregateAsync([GroupKind.Model], new() { Metric = "length" }, Token);

        Assert.Equal([GroupKind.Model, GroupKind.Params, GroupKind.Metric], table.Keys.Select(static key => key.Kind));
        Assert.Equal(["""{"temperature":0}""", """{"temperature":1}"""], table.Rows.Select(row => table.ValueOf(row, GroupKind.Params)));
        Assert.Equal([1.0, 2.0], table.Rows.Select(static row => row.Mean!.Value));
        Assert.Equal(["""{"temperature":0}""", """{"temperature":1}"""], result.ParamsLabels);
        var candidate = (await result.CandidatesAsync(Token).ToListAsync())[^1];
        Assert.Equal(1, candidate.Inference.Temperature);
    }

    [Fact]
    public async Task Params_are_compared_like_models()
    {
        await using var orchestrator = Open();
        var result = await RunAsync(orchestrator, Experiment("sums"));

        var row = Assert.Single((await result.PairedCompareAsync("length", new() { Compare = GroupKind.Params }, Token)).Rows);

        Assert.Equal(("""{"temperature":0}""", """{"temperature":1}""", 1.0, "exact_constant_difference"), (row.Baseline, row.Treatment, row.Delta, row.Method));
    }

    [Fact]
    public async Task A_metric_that_one_task_lacks_is_aggregated_over_the_others()
    {
        await using var orchestrator = Open();
        var spec = Experiment("sums");
        var result = await RunAsync(orchestrator, spec with { Tasks = [spec.Tasks[0], spec.Tasks[0] with { Id = "products", Scores = [] }] });

        Assert.Equal(["sums", "products"], result.TaskIds);
        Assert.All((await result.AggregateAsync([GroupKind.Slice], null, Token)).Rows, static row => Assert.Equal("sums", row.Keys[0]));
        Assert.Equal(12, (await result.TotalsAsync(Token)).Completed);
    }

    [Fact]
    public async Task A_metric_that_is_better_higher_in_one_task_and_lower_in_another_ranks_nothing()
    {
        await using var orchestrator = Open();
        var spec = Experiment("sums");
        var score = spec.Tasks[0].Scores[0];
        var result = await RunAsync(orchestrator, spec with { Tasks = [spec.Tasks[0], spec.Tasks[0] with { Id = "products", Scores = [score with { HigherIsBetter = false }] }] });

        Assert.Equal(ErrorCode.ComparisonInvalid, (await Assert.ThrowsAsync<AssayException>(() => result.LeaderboardAsync("length", null, Token))).Code);
    }

    [Fact]
    public async Task Items_that_pooled_tasks_share_are_clusters()
    {
        await using var orchestrator = Open();
        var spec = Experiment("sums");
        var result = await RunAsync(orchestrator, spec with { Params = [spec.Params[0]], Tasks = [spec.Tasks[0], spec.Tasks[0] with { Id = "again" }] });

        var row = Assert.Single((await result.AggregateAsync([], null, Token)).Rows);

        Assert.Equal((6, 3), (row.Count, row.Clusters));
    }

    private static ExperimentSpec Experiment(string task) => new("by-hand")
    {
        Models = [new ModelSpec("m1", "digits")],
        Params = [new InferenceParams { Temperature = 0 }, new InferenceParams { Temperature = 1 }],
        Tasks =
        [
            new TaskSpec(task, new DatasetSpec(DatasetKind.Jsonl) { Path = "items.jsonl" })
            {
                Prompts = [new PromptSpec("p1", [new MessageSpec(MessageRole.User, "{item.n}")])],
                Scores = [new ScoreSpec("length", [new MetricSpec("length")])],
            },
        ],
    };

    private Orchestrator Open()
    {
        File.WriteAllLines(Path.Combine(folder.Path, "items.jsonl"), Enumerable.Range(1, 3).Select(static n => string.Create(CultureInfo.InvariantCulture, $$"""{"id":"i{{n}}","n":{{n}}}""")));
        var registry = PluginRegistry.WithBuiltIns()
            .Add(new FunctionEngine("digits", "1", EngineInput.Prompt, false, static (request, _) => ValueTask.FromResult<Output>(request.Params.Temperature == 0 ? "7" : "77")))
            .Add(new FunctionMetric("length", "1", static (context, _) => ValueTask.FromResult(new MetricResult(context.Output.Text.Length))));
        return Orchestrator.FromProjectSpec(new ProjectSpec("test"), new OrchestratorOptions { ProjectDirectory = folder.Path, Registry = registry });
    }

    private static async Task<ExperimentResult> RunAsync(Orchestrator orchestrator, ExperimentSpec experiment)
    {
        var (run, outcome) = await orchestrator.ExecuteAsync(experiment, RunStages.All, null, Token);
        return ExperimentResult.Of(ResultSource.Of(run, outcome.State, await orchestrator.GetStorageAsync(Token)));
    }
}
