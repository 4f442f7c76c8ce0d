using Assay.Contracts;
using Assay.Sessions;
using Assay.Specs;
using Assay.Tests.Datasets;

namespace Assay.Tests.Sessions;

/// <summary>The plan as a snapshot: what will run, by which digests, and what it costs.</summary>
public sealed class PlanSnapshotTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private string prompt = "Say {item.text}";
    private string metric = "1";
    private string words = "yes";
    private string? judge;

    public PlanSnapshotTests()
    {
        folder.Write("assay.toml", "name = \"p\"\n[[prices]]\nmodel = \"m\"\ninput_per_million = 10.0\noutput_per_million = 20.0\n");
        WriteItems("a", "b", "c");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Plan => Path.Combine(folder.Path, "Planned.plan.verified.md");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Benchmark_has_no_plan_snapshot_until_its_plan_is_accepted()
    {
        await RunAsync(AssayMode.Run, accept: true);
        Assert.Equal(OutcomeKind.Passed, (await RunAsync(AssayMode.Plan)).Kind);
        Assert.False(File.Exists(Plan));

        Assert.Equal(OutcomeKind.Accepted, (await RunAsync(AssayMode.Plan, accept: true)).Kind);
        Assert.Equal(OutcomeKind.Passed, (await RunAsync(AssayMode.Plan)).Kind);
        Assert.Equal(OutcomeKind.Passed, (await RunAsync(AssayMode.Auto)).Kind);

        var text = await File.ReadAllTextAsync(Plan, Token);
        Assert.Contains("# planned: plan\n\n## all\n\n| part | id | digest |\n", text, StringComparison.Ordinal);
        Assert.Contains("3 trials, 3 candidates, 3 calls, 3 of them paid.", text, StringComparison.Ordinal);
        Assert.Matches("\\| m \\| 3 \\| [0-9]+ \\| 24 \\| 0\\.000[0-9]+ \\|", text);
    }

    [Fact]
    public async Task Plan_that_changed_fails_in_Plan_mode_before_anything_is_spent_and_says_what()
    {
        await RunAsync(AssayMode.Plan, accept: true);
        prompt = "Say it: {item.text}";

        var outcome = await RunAsync(AssayMode.Plan);

        Assert.Equal(OutcomeKind.Failed, outcome.Kind);
        Assert.Contains("- | prompt | ask | ", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("+ | prompt | ask | ", outcome.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "Planned.plan.received.md")));
        prompt = "Say {item.text}";
        Assert.Equal(OutcomeKind.Passed, (await RunAsync(AssayMode.Plan)).Kind);
        Assert.False(File.Exists(Path.Combine(folder.Path, "Planned.plan.received.md")));
    }

    [Theory]
    [InlineData("metric", "score right changed")]
    [InlineData("judge", "judge grader changed")]
    [InlineData("data", "data changed: verified items have other content now")]
    public async Task What_is_measured_otherwise_is_incomparable_and_never_regressed(string what, string reason)
    {
        judge = "1";
        await AcceptAllAsync();
        words = "no";
        (metric, judge) = (what == "metric" ? "2" : metric, what == "judge" ? "2" : judge);
        if (what == "data")
            WriteItems("x", "y", "z");

        var outcome = await RunAsync(AssayMode.Run);

        Assert.Equal(OutcomeKind.Failed, outcome.Kind);
        Assert.Contains("not comparable with its verified scores", outcome.Message, StringComparison.Ordinal);
        Assert.Contains(reason, outcome.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("regressed", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_that_changed_is_what_is_tested_and_stays_comparable()
    {
        await AcceptAllAsync();
        (prompt, words) = ("Other: {item.text}", "no");

        Assert.Contains("regressed. right of m", (await RunAsync(AssayMode.Run)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_that_came_leave_the_others_comparable()
    {
        await AcceptAllAsync();
        WriteItems("a", "b", "c", "d");
        words = "no";

        var outcome = await RunAsync(AssayMode.Run);

        Assert.Contains("regressed. right of m", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("1 item added: q3", outcome.Message, StringComparison.Ordinal);
    }

    private async Task AcceptAllAsync()
    {
        await RunAsync(AssayMode.Run, accept: true);
        await RunAsync(AssayMode.Plan, accept: true);
        Assert.Equal(OutcomeKind.Passed, (await RunAsync(AssayMode.Run)).Kind);
    }

    private void WriteItems(params string[] texts) =>
        folder.Write("questions.jsonl", string.Concat(texts.Select(static (text, i) => $"{{\"id\":\"q{i}\",\"text\":\"{text}\"}}\n")));

    private async Task<SliceOutcome> RunAsync(AssayMode mode, bool accept = false)
    {
        var plugins = new PluginRegistry()
            .Add(new FunctionEngine("e", words, EngineInput.Prompt, true, (_, _) => ValueTask.FromResult(new Output(words))));
        if (judge is null)
        {
            plugins.Add(new FunctionMetric("right", metric, static (context, _) => ValueTask.FromResult(new MetricResult(context.Output.Text == "yes" ? 1 : 0))));
        }
        else
        {
            plugins.Add(new FunctionJudge("grader", judge, static (request, _) => ValueTask.FromResult(new JudgeVerdict(request.Outputs[0].Text == "yes" ? 1 : 0))));
            plugins.Add(new JudgedMetric("right", metric, "grader", static (context, asked, token) => JudgedMetric.AskAsync(context, asked, null, static (_, verdict, _) => ValueTask.FromResult(new MetricResult(verdict.Score)), token)));
        }

        var definition = new BenchmarkDefinition
        {
            Spec = new BenchmarkSpec("planned")
            {
                Models = [new ModelSpec("m", "e")],
                Inference = new InferenceGrid { Params = [new InferenceParams { MaxTokens = 8 }] },
                Prompts = [new PromptSpec("ask", [new MessageSpec(MessageRole.User, prompt)])],
                Slices = [new SliceSpec("all", new DatasetSpec(DatasetKind.Jsonl) { Path = "questions.jsonl" })],
                Scores = [new ScoreSpec("right", [new MetricSpec("right")])],
            },
            Plugins = plugins,
            Datasets = new Dictionary<string, IDatasetSource> { ["all"] = Dataset.Jsonl<Question>("questions.jsonl").Bind(static question => question.Id) },
            Name = "Planned",
        };
        await using var session = AssaySession.Open(new Catalog(definition), new SessionSettings { ProjectDirectory = folder.Path, Accept = accept, Mode = mode });
        return await session.VerifyAsync("planned", "all", null, Token);
    }

    private sealed class Catalog(BenchmarkDefinition benchmark) : IBenchmarkCatalog
    {
        public IReadOnlyList<BenchmarkDefinition> Benchmarks => [benchmark];
    }
}
