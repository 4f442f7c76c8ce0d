using System.Globalization;
using Assay.Contracts;
using Assay.Errors;
using Assay.Results;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Tests.Execution;

/// <summary>Whole runs over specs, all stages or some of them.</summary>
public sealed class RunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Benchmark_comes_back_with_its_slices_and_prompt_variants()
    {
        await using var orchestrator = folder.Open();

        var result = await orchestrator.RunBenchmarkAsync(new TestExperiment().Build(), null, Token);

        Assert.Equal(RunState.Completed, result.State);
        Assert.Equal(["s1"], result.SliceIds);
        Assert.Equal(["p1", "p2"], result.PromptVariantIds);
        Assert.Equal(new ResultTotals(36, 36, 36, 0, 0, 12), await result.TotalsAsync(Token));
        Assert.Equal((36, 36, 0), (result.Work!.Generated, result.Work.Scored, result.Work.Missing));
    }

    [Fact]
    public async Task Experiment_written_by_hand_runs_on_the_registry_and_a_file()
    {
        await File.WriteAllLinesAsync(Path.Combine(folder.Path, "numbers.jsonl"), Enumerable.Range(1, 5).Select(static i => string.Create(CultureInfo.InvariantCulture, $$"""{"id":"n{{i}}","value":{{i}}}""")), Token);
        var registry = PluginRegistry.WithBuiltIns().Add(new FunctionEngine("echo", "1", EngineInput.Prompt, false, static (request, _) => ValueTask.FromResult<Output>(request.Prompt.Text)));
        var experiment = new ExperimentSpec("echo")
        {
            Models = [new ModelSpec("m", "echo")],
            Params = [new InferenceParams()],
            Tasks =
            [
                new TaskSpec("numbers", new DatasetSpec(DatasetKind.Jsonl) { Path = "numbers.jsonl" })
                {
                    Prompts = [new PromptSpec("p", [new MessageSpec(MessageRole.User, "{item.value}")])],
                    Parses = [new ParseSpec("number", [new ExtractorSpec("first_number")])],
                    Scores = [new ScoreSpec("right", [new MetricSpec("numeric") { Config = JsonValue.Parse("""{"expected":"value"}""") }]) { Parse = "number" }],
                },
            ],
        };
        await using var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("test"), new OrchestratorOptions { ProjectDirectory = folder.Path, Registry = registry });

        var result = await orchestrator.RunAsync(experiment, null, Token);

        var row = Assert.Single((await result.AggregateAsync([GroupKind.Model], cancellationToken: Token)).Rows);
        Assert.Equal((1.0, 5L), (row.Mean, row.Count));
    }

    [Fact]
    public async Task Generate_then_evaluate_scores_what_is_stored_and_calls_no_engine_again()
    {
        var test = new TestExperiment();
        await using var orchestrator = folder.Open();

        var generated = await orchestrator.GenerateAsync(test.Build(), null, Token);
        var evaluated = await orchestrator.EvaluateAsync(test.Build(), null, Token);

        Assert.IsType<BenchmarkResult>(generated);
        Assert.Equal((36, 36), (test.Calls.Count, evaluated.Work!.Scored));
        Assert.Equal(36, (await evaluated.TotalsAsync(Token)).Completed);
    }

    [Fact]
    public async Task Transform_of_nothing_stored_says_what_is_missing()
    {
        var test = new TestExperiment();
        await using var orchestrator = folder.Open();

        var result = await orchestrator.TransformAsync(test.Build(), null, Token);

        Assert.Empty(test.Calls);
        Assert.Equal((RunState.Stopped, 36L), (result.State, result.Work!.Missing));
    }

    [Fact]
    public async Task Views_of_one_parse_and_one_score_show_that_overlay_alone()
    {
        await using var orchestrator = folder.Open();
        var result = await orchestrator.RunBenchmarkAsync(new TestExperiment().Build(), null, Token);

        var lenient = result.Parses.Single(static parse => parse.Id == "lenient");
        var length = result.Scores.Single(static score => score.Name == "length");

        Assert.Equal(["right"], result.ForTransform(lenient.Hash.ToString()).Scores.Select(static score => score.Name));
        Assert.Equal(["length"], result.ForEvaluation(length.Hash.ToString()[..8]).Scores.Select(static score => score.Name));
    }

    [Fact]
    public async Task Run_that_the_breaker_stopped_says_why_and_can_be_run_on()
    {
        var dead = new TestExperiment { Items = 500, Answer = static (_, _) => throw new EngineException(new ErrorCode("auth"), "The key is wrong.") };
        await using var orchestrator = folder.Open();

        var stopped = await orchestrator.RunBenchmarkAsync(dead.Build(), null, Token);
        Assert.Equal((RunState.Stopped, ErrorCode.CircuitBreaker), (stopped.State, stopped.Work!.Stopped!.Code));

        var alive = await orchestrator.RunBenchmarkAsync(new TestExperiment { Items = 500 }.Build(), null, Token);
        Assert.Equal(3000, (await alive.TotalsAsync(Token)).Completed);
    }

    [Fact]
    public async Task Effective_seed_params_and_failed_attempts_are_in_the_timeline()
    {
        var tries = 0;
        var test = new TestExperiment
        {
            Models = ["m1"],
            Items = 1,
            Answer = (_, _) => Interlocked.Increment(ref tries) == 1 ? throw new EngineException(ErrorCode.RateLimit, "slow down") { RetryAfter = TimeSpan.Zero } : ValueTask.FromResult<Output>("2"),
        };
        await using var orchestrator = folder.Open();
        var result = await orchestrator.RunBenchmarkAsync(test.Build(), null, Token);
        var storage = await orchestrator.GetStorageAsync(Token);

        var details = new List<GenerationDetails>();
        await foreach (var candidate in result.CandidatesAsync(Token))
        {
            var match = Assert.Single(await storage.Projections.FindGenerationsAsync(candidate.Id.ToString(), 2, Token));
            var found = await storage.Projections.ReadGenerationAsync(match.Generation.Id, Token);
            Assert.Equal((candidate.Seed, "{}"), (found!.Seed, found.ParamsJson));
            details.Add(found);
        }

        Assert.Equal([1, 2], details.Select(static one => one.Attempts).Order());
    }

    [Fact]
    public async Task Results_can_be_read_without_running_anything()
    {
        var test = new TestExperiment();
        await using var orchestrator = folder.Open();

        var before = await orchestrator.GetResultAsync(test.Build(), Token);
        await orchestrator.RunBenchmarkAsync(test.Build(), null, Token);
        var after = await orchestrator.GetResultAsync(test.Build(), Token);

        Assert.Equal((RunState.Pending, RunState.Completed), (before.State, after.State));
        Assert.Equal(36, (await before.TotalsAsync(Token)).Completed);
        Assert.Null(after.Work);
    }
}
