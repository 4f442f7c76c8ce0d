using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;
using Assay.Planning;
using Assay.Specs;

namespace Assay.Tests.Planning;

public sealed class CompatibilityCheckerTests
{
    private static readonly ProjectSpec Project = new("p")
    {
        Tools = [new ToolSpec("declared", "Does.")],
        McpServers = [new McpServerSpec("files", "files", McpApproval.Never) { ServerUrl = "http://localhost" }],
    };

    private static readonly ExperimentSpec Everything = new("x")
    {
        Models = [new ModelSpec("m", "simple")],
        Params = [new InferenceParams { ResponseFormat = "json_schema", Seed = 1, Logprobs = 2, TopK = 3, MaxTokens = 200 }],
        Tasks =
        [
            new TaskSpec("t", new DatasetSpec(DatasetKind.Memory))
            {
                Prompts = [new PromptSpec("plain", [new MessageSpec(MessageRole.User, "?")]), new PromptSpec("seen", [new MessageSpec(MessageRole.User, "?") { Images = ["https://example.org/a.png"] }])],
                Tools = ["declared", "registered"],
                McpServers = ["files"],
            },
        ],
    };

    [Fact]
    public void Engine_is_refused_everything_that_it_says_it_cannot_do()
    {
        var plugins = Plugins(new EngineCapabilities { ResponseFormats = ["text", "json"], MaxContextTokens = 100 });

        var problems = Check(Everything, plugins);

        Assert.All(problems, static problem => Assert.Equal(ErrorCode.Incompatible, problem.Code));
        Assert.Equal(
            ["params[0].response_format", "params[0].seed", "params[0].logprobs", "params[0].top_k", "params[0].max_tokens", "tasks[0].tools", "tasks[0].mcp_servers", "tasks[0].prompts[1]"],
            problems.Select(static problem => problem.Path));
        Assert.Equal("The engine 'simple' of model 'm' cannot answer as 'json_schema'; ask for one of text, json, or use another engine.", problems[0].Message);
    }

    [Fact]
    public void Engine_is_asked_what_it_can_do_with_each_model()
    {
        var spec = Everything with { Models = [new ModelSpec("able", "picky"), new ModelSpec("unable", "picky")] };
        var plugins = Plugins(EngineCapabilities.Unknown).Add(new PickyEngine());

        Assert.Equal(["The engine 'picky' of model 'unable' cannot take a fixed seed; leave the seed out, or use another engine."], Check(spec, plugins).Select(static problem => problem.Message));
    }

    [Fact]
    public void Engine_that_says_nothing_of_itself_is_refused_nothing() => Assert.Empty(Check(Everything, Plugins(EngineCapabilities.Unknown)));

    [Fact]
    public void Capabilities_do_not_matter_where_nothing_is_generated() =>
        Assert.Empty(Check(Everything, Plugins(new EngineCapabilities()), RunStages.Transform | RunStages.Evaluation));

    [Fact]
    public void Every_id_that_nothing_answers_to_is_named_with_its_place()
    {
        var spec = Everything with
        {
            Models = [new ModelSpec("m", "nobody")],
            Tasks =
            [
                Everything.Tasks[0] with
                {
                    Tools = ["declared", "nothing"],
                    McpServers = ["nowhere"],
                    Parses = [new ParseSpec("a", [new ExtractorSpec("known"), new ExtractorSpec("unknown")])],
                    Scores = [new ScoreSpec("s", [new MetricSpec("missing")]), new ScoreSpec("j", [new MetricSpec("judged")])],
                },
            ],
        };

        var problems = Check(spec, Plugins(EngineCapabilities.Unknown));

        Assert.All(problems, static problem => Assert.Equal(ErrorCode.PluginUnknown, problem.Code));
        Assert.Equal(
            [
                "models[0].provider engine 'nobody'", "tasks[0].tools[1] tool 'nothing'", "tasks[0].mcp_servers[0] MCP server 'nowhere'",
                "tasks[0].parses[0].extractors[1] extractor 'unknown'", "tasks[0].scores[0].metrics[0] metric 'missing'", "tasks[0].scores[1].metrics[0].config judge 'nobody'",
            ],
            problems.Select(static problem => $"{problem.Path} {problem.Message["There is no ".Length..problem.Message.IndexOf(';', StringComparison.Ordinal)]}"));
    }

    [Theory]
    [InlineData(RunStages.Generation, 0)]
    [InlineData(RunStages.Transform, 1)]
    [InlineData(RunStages.Evaluation, 2)]
    public void Only_what_the_stages_need_must_be_there(RunStages stages, int expected)
    {
        var spec = Everything with
        {
            Tasks = [Everything.Tasks[0] with { Parses = [new ParseSpec("a", [new ExtractorSpec("unknown")])], Scores = [new ScoreSpec("s", [new MetricSpec("missing")]) { Parse = "a" }] }],
        };

        Assert.Equal(expected, Check(spec, Plugins(EngineCapabilities.Unknown), stages).Count);
    }

    [Fact]
    public void Problems_of_a_benchmark_name_the_places_of_its_own_spec()
    {
        var benchmark = new BenchmarkSpec("b")
        {
            Models = [new ModelSpec("m", "simple")],
            Inference = new InferenceGrid { Params = [new InferenceParams { Temperature = 0 }, new InferenceParams { Seed = 1 }] },
            Slices = [new SliceSpec("s0", new DatasetSpec(DatasetKind.Memory)), new SliceSpec("s1", new DatasetSpec(DatasetKind.Memory)) { Tools = ["nothing"], Scores = ["second"] }],
            Scores = [new ScoreSpec("first", [new MetricSpec("judged")]), new ScoreSpec("second", [new MetricSpec("missing")])],
        };
        var experiment = ((RunSource)benchmark).ToExperiment();
        var source = Source(experiment with { Tasks = [experiment.Tasks[1]] }, Plugins(EngineCapabilities.Unknown with { Seed = false })) with { Benchmark = benchmark, SourcePath = "B.cs", SourceLine = 7 };

        var problems = new CompatibilityChecker(source, RunStages.All).Check();

        Assert.Equal(["inference.params[1].seed", "slices[1].tools[0]", "scores[1].metrics[0]"], problems.Select(static problem => problem.Path));
        Assert.All(problems, static problem => Assert.Equal(("B.cs", 7), (problem.File, problem.Line)));
    }

    [Fact]
    public void Overrides_of_a_grid_are_named_as_the_grid()
    {
        var benchmark = new BenchmarkSpec("b")
        {
            Models = [new ModelSpec("m", "simple")],
            Inference = new InferenceGrid { Overrides = new ValueMap<ValueList<JsonValue>>([KeyValuePair.Create("seed", (ValueList<JsonValue>)[JsonValue.Parse("1"), JsonValue.Parse("2")])]) },
            Slices = [new SliceSpec("s", new DatasetSpec(DatasetKind.Memory))],
        };
        var source = Source(((RunSource)benchmark).ToExperiment(), Plugins(EngineCapabilities.Unknown with { Seed = false })) with { Benchmark = benchmark };

        Assert.Equal(["inference.seed"], new CompatibilityChecker(source, RunStages.All).Check().Select(static problem => problem.Path));
    }

    [Fact]
    public void Factory_that_fails_is_a_problem_among_the_others()
    {
        var plugins = Plugins(EngineCapabilities.Unknown).AddEngine("broken", "1", static () => throw new InvalidOperationException("no key"));
        var spec = Everything with { Models = [new ModelSpec("m", "broken"), new ModelSpec("n", "nobody")] };

        Assert.Equal([ErrorCode.PluginFailed, ErrorCode.PluginUnknown], Check(spec, plugins).Select(static problem => problem.Code));
    }

    [Fact]
    public async Task Planning_reports_what_does_not_fit_together_with_wrong_settings()
    {
        var spec = Everything with
        {
            Tasks = [Everything.Tasks[0] with { Parses = [new ParseSpec("a", [new ExtractorSpec("regex")])], Scores = [new ScoreSpec("s", [new MetricSpec("missing")])] }],
        };
        var source = Source(spec, PluginRegistry.WithBuiltIns(Plugins(EngineCapabilities.Unknown with { Images = false })));

        var error = await Assert.ThrowsAsync<SpecValidationException>(async () => await new RunPlanner(source, RunStages.All).PlanAsync(TestContext.Current.CancellationToken));

        Assert.Equal([ErrorCode.Incompatible, ErrorCode.PluginUnknown, ErrorCode.SchemaMismatch], error.Problems.Select(static problem => problem.Code));
    }

    [Fact]
    public async Task Judge_of_another_version_gives_a_metric_another_identity()
    {
        var spec = Everything with { Tasks = [Everything.Tasks[0] with { Scores = [new ScoreSpec("j", [new MetricSpec("judged")])] }] };

        var first = await IdentityAsync(spec, "1");

        Assert.Equal(first, await IdentityAsync(spec, "1"));
        Assert.NotEqual(first, await IdentityAsync(spec, "2"));
    }

    private static async Task<Hash128> IdentityAsync(ExperimentSpec spec, string version)
    {
        var source = Source(spec, Plugins(EngineCapabilities.Unknown).Add(new Judge(version)));
        return (await new RunPlanner(source, RunStages.All).PlanAsync(TestContext.Current.CancellationToken))[0].Scores[0].Identity;
    }

    private static IReadOnlyList<Problem> Check(ExperimentSpec spec, PluginRegistry plugins, RunStages stages = RunStages.All) =>
        new CompatibilityChecker(Source(spec, plugins), stages).Check();

    private static PlanSource Source(ExperimentSpec spec, PluginRegistry plugins) => new(spec, plugins, new NoData()) { Project = Project, ProjectDirectory = "." };

    private static PluginRegistry Plugins(EngineCapabilities capabilities) => new PluginRegistry()
        .Add(new FunctionEngine("simple", "1", EngineInput.Prompt, false, static (_, _) => default) { Capabilities = capabilities })
        .Add(new FunctionExtractor("known", "1", static (_, _) => default))
        .Add(new JudgedMetric())
        .Add(new ToolSpec("registered", "Does too."), new FunctionToolHandler("registered", "1", static (_, _, _) => ValueTask.FromResult("")));

    private sealed class NoData : ITaskData
    {
        public IAsyncEnumerable<Item> ReadAsync(TaskSpec task, CancellationToken cancellationToken) => AsyncEnumerable.Empty<Item>();

        public IAsyncEnumerable<Item> ReadExamplesAsync(TaskSpec task, PromptSpec prompt, CancellationToken cancellationToken) => AsyncEnumerable.Empty<Item>();
    }

    private sealed class PickyEngine : IEngine
    {
        public string Id => "picky";

        public string Version => "1";

        public EngineInput Input => EngineInput.Prompt;

        public bool IsPaid => false;

        public EngineCapabilities CapabilitiesOf(ModelSpec model) => EngineCapabilities.Unknown with { Seed = model.Id == "able" };

        public ValueTask<Output> GenerateAsync(EngineRequest request, CancellationToken cancellationToken) => default;
    }

    private sealed class JudgedMetric : IMetric
    {
        public string Id => "judged";

        public string Version => "1";

        public ValueList<string> JudgesOf(JsonElement? config) => ["nobody"];

        public BoundMetric Bind(JsonElement? config) => throw new InvalidOperationException("A judged metric needs its judge.");

        public BoundMetric Bind(JsonElement? config, IReadOnlyDictionary<string, IJudge> judges) =>
            async (context, token) => new MetricResult((await judges["nobody"].JudgeAsync(new JudgeRequest(context.Item, [context.Output]), token)).Score);
    }

    private sealed class Judge(string version) : IJudge
    {
        public string Id => "nobody";

        public string Version => version;

        public ValueTask<JudgeVerdict> JudgeAsync(JudgeRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(new JudgeVerdict(1));
    }
}
