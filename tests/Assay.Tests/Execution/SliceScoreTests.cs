using Assay.Contracts;
using Assay.Errors;
using Assay.Results;
using Assay.Sessions;
using Assay.Specs;

namespace Assay.Tests.Execution;

public sealed class SliceScoreTests
{
    [Fact]
    public async Task A_score_of_the_whole_slice_sees_every_answer_of_one_model_and_prompt_for_each_sample()
    {
        using var folder = new TemporaryFolder();
        var test = new TestBenchmark { Models = ["m1", "m2"], Prompts = ["p1", "p2"], Items = 3, Samples = 2, Answer = static (request, _) => new(request.Model.Id == "m1" ? $"{request.SampleIndex}" : "none") };
        await using var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("test"), new OrchestratorOptions { ProjectDirectory = folder.Path });

        var result = await orchestrator.RunBenchmarkAsync(WithSum(test), cancellationToken: TestContext.Current.CancellationToken);
        var scores = await result.SliceScoresAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                ("m1", "p1", "sum/numbers", "3,3"), ("m1", "p1", "sum/total", "0,3"), ("m1", "p2", "sum/numbers", "3,3"), ("m1", "p2", "sum/total", "0,3"),
                ("m2", "p1", "sum/numbers", "0,0"), ("m2", "p1", "sum/total", "0,0"), ("m2", "p2", "sum/numbers", "0,0"), ("m2", "p2", "sum/total", "0,0"),
            ],
            scores.Select(static score => (score.Model, score.Prompt, score.Score, string.Join(',', score.Samples.Select(static sample => sample.Value)))));
        Assert.All(scores, static score => Assert.True(score.IsOfSlice));
    }

    [Fact]
    public async Task A_missing_output_is_a_failure_and_no_score()
    {
        using var folder = new TemporaryFolder();
        var test = new TestBenchmark { Items = 3, Answer = static (request, _) => request.Item.Id == "i000001" ? throw new InvalidOperationException("no") : new("1") };
        await using var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("test"), new OrchestratorOptions { ProjectDirectory = folder.Path });

        var (_, result) = await orchestrator.RunSliceAsync(WithSum(test), "s1", cancellationToken: TestContext.Current.CancellationToken);

        Assert.All(result.Scores.Where(static score => score.IsOfSlice), static score => Assert.Equal(new SampleScore(null, ErrorCode.EngineFailed), Assert.Single(score.Samples)));
    }

    [Fact]
    public async Task A_snapshot_holds_it_as_a_column_and_a_gate_guards_it()
    {
        using var folder = new TemporaryFolder();
        var answer = "2";
        var test = new TestBenchmark { Items = 3, Input = EngineInput.Item, Answer = (_, _) => new(answer) };

        Assert.Equal(OutcomeKind.Accepted, (await VerifyAsync(folder, test, "1", accept: true)).Kind);
        var table = await File.ReadAllTextAsync(Path.Combine(folder.Path, "Bench.verified.md"), TestContext.Current.CancellationToken);
        Assert.Contains("3 items\n\n| model | prompt | doubled | sum/numbers | sum/total |", table, StringComparison.Ordinal);
        Assert.Contains("| m1 | p1 | 0.3333 | 3.0000 | 6.0000 |", table, StringComparison.Ordinal);
        var items = await File.ReadAllLinesAsync(Path.Combine(folder.Path, "Bench.verified.items.tsv"), TestContext.Current.CancellationToken);
        Assert.Equal(1 + 3 + 2, items.Length);
        Assert.Contains("s1\t\tm1\tp1\t\tsum/total\t6", items);
        Assert.Equal(OutcomeKind.Passed, (await VerifyAsync(folder, test, "1")).Kind);

        answer = "1";
        var worse = await VerifyAsync(folder, test, "2");
        Assert.Equal(OutcomeKind.Failed, worse.Kind);
        Assert.Contains("sum/total of m1, p1: 6.0000 → 3.0000", worse.Message, StringComparison.Ordinal);
        Assert.Contains("over the whole slice.\n  gate: absolute, it may get worse by 2", worse.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_metric_that_throws_says_so_and_nothing_is_compared()
    {
        using var folder = new TemporaryFolder();
        var outcome = await VerifyAsync(folder, new TestBenchmark { Items = 2 }, "1", sum: static _ => throw new FormatException("cannot add"));

        Assert.Equal(OutcomeKind.Failed, outcome.Kind);
        Assert.Contains("metric_failed × 2", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("metric 'sum/total' of the whole slice threw FormatException: cannot add", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_metric_of_whole_slices_is_refused_before_anything_runs()
    {
        using var folder = new TemporaryFolder();
        var test = new TestBenchmark();
        var definition = test.Build();
        var spec = definition.Spec with { Scores = [new ScoreSpec("bleu", [new MetricSpec("doubled")]) { Scope = ScoreScope.Slice }] };
        await using var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("test"), new OrchestratorOptions { ProjectDirectory = folder.Path });

        var problem = Assert.Single((await Assert.ThrowsAsync<SpecValidationException>(() => orchestrator.RunSliceAsync(Copy(definition, spec), "s1", cancellationToken: TestContext.Current.CancellationToken))).Problems);

        Assert.Equal(ErrorCode.PluginUnknown, problem.Code);
        Assert.Empty(test.Calls);
    }

    private static async Task<SliceOutcome> VerifyAsync(TemporaryFolder folder, TestBenchmark test, string version, bool accept = false, Func<SliceMetricContext, (int, double)>? sum = null)
    {
        var definition = WithSum(test, sum);
        definition = Copy(definition, definition.Spec with
        {
            Models = [new ModelSpec("m1", "double") { Name = version }],
            Gates = [new GateSpec("doubled", GatePolicy.Absolute) { Tolerance = 1 }, new GateSpec("sum/total", GatePolicy.Absolute) { Tolerance = 2 }],
        });
        await using var session = AssaySession.Open(new Catalog(definition), new SessionSettings { ProjectDirectory = folder.Path, Mode = AssayMode.Run, Accept = accept });
        return await session.VerifyAsync("bench", "s1", cancellationToken: TestContext.Current.CancellationToken);
    }

    private static BenchmarkDefinition WithSum(TestBenchmark test, Func<SliceMetricContext, (int, double)>? sum = null)
    {
        var definition = test.Build();
        definition.Plugins.Add(new SliceMetricSet<(int Numbers, double Total)>(
            "1",
            (context, _) => new((sum ?? Sum)(context)),
            [new("sum/numbers", static found => new MetricResult(found.Numbers)), new("sum/total", static found => new MetricResult(found.Total))]));
        return Copy(definition, definition.Spec with
        {
            Scores = [.. definition.Spec.Scores, new ScoreSpec("sum", [new MetricSpec("sum/numbers"), new MetricSpec("sum/total")]) { Parse = "number", Scope = ScoreScope.Slice }],
        });
    }

    private static BenchmarkDefinition Copy(BenchmarkDefinition definition, BenchmarkSpec spec) => new()
    {
        Spec = spec,
        Plugins = definition.Plugins,
        Datasets = definition.Datasets,
        Renderers = definition.Renderers,
        Name = definition.Name,
        SourcePath = "Bench.cs",
    };

    private static (int, double) Sum(SliceMetricContext context)
    {
        var numbers = context.AnswersAs<int, long>().Where(static answer => answer.Parsed.Success).Select(static answer => answer.Parsed.Value).ToList();
        return (numbers.Count, numbers.Sum());
    }

    private sealed class Catalog(BenchmarkDefinition benchmark) : IBenchmarkCatalog
    {
        public IReadOnlyList<BenchmarkDefinition> Benchmarks => [benchmark];
    }
}
