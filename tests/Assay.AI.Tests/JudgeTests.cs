using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Sessions;
using Assay.Specs;
using Assay.Storage;
using Assay.StubProvider;

namespace Assay.AI.Tests;

/// <summary>Judges ask chat models over HTTP; their verdicts are read, kept and recorded.</summary>
public sealed class JudgeTests : IDisposable
{
    private static readonly JudgeSpec Polite = new() { Model = "judge-1", Provider = "stub", Criteria = "Is it polite?" };

    private readonly Project project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task Rubric_grades_with_the_criteria_in_a_schema_and_leaves_an_audit_trail()
    {
        await using var stub = await StartAsync(static _ => Verdict(4, "Kind."));

        await using var orchestrator = project.Open(plugins: PluginRegistry.WithBuiltIns().Add(new ModelJudge("polite", Polite)));
        var result = await orchestrator.RunBenchmarkAsync(Graded("polite"), null, Asked.Token);

        var candidate = await result.CandidatesAsync(Asked.Token).FirstAsync(Asked.Token);
        Assert.Equal(4, candidate.Scores["judge"].Value);
        var asked = stub.Requests.First(static request => request.Model == "judge-1" && request.LastText.Contains("Hello q0", StringComparison.Ordinal));
        Assert.Contains("Is it polite?", asked.LastText, StringComparison.Ordinal);
        Assert.Contains("<output>\nHello q0\n</output>", asked.LastText, StringComparison.Ordinal);
        Assert.Equal("verdict", asked.Body.GetProperty("response_format").GetProperty("json_schema").GetProperty("name").GetString());
        var steps = (await result.TimelineAsync(candidate, Asked.Token)).Steps;
        Assert.Equal("Kind.", steps.Single(static step => step.Kind == EventKind.Scored).Text);
        using var call = JsonDocument.Parse(steps.Single(static step => step.Kind == EventKind.JudgeCalled).Text!);
        Assert.Equal(asked.Body.GetProperty("seed").GetInt64(), call.RootElement.GetProperty("seed").GetInt64());
        Assert.Contains("Is it polite?", call.RootElement.GetProperty("prompt").GetString(), StringComparison.Ordinal);
        Assert.Equal(4, call.RootElement.GetProperty("score").GetDouble());
    }

    [Fact]
    public async Task Reference_is_shown_where_there_is_one_and_only_the_fields_that_may_be_seen()
    {
        await using var stub = await StartAsync(static _ => Verdict("pass"));
        var judge = new ModelJudge("right", new JudgeSpec { Model = "judge-1", Provider = "stub", Scale = JudgeScale.PassFail, Shows = ["Id"] });

        var found = await project.RunAsync(Graded("right", """{"judge":"right","reference":"Answer"}"""), AssayMode.Run, plugins: PluginRegistry.WithBuiltIns().Add(judge));

        Assert.All(found.Scores.Values, static score => Assert.Equal(1, score));
        var asked = stub.Requests.First(static request => request.Model == "judge-1" && request.LastText.Contains("Hello q0", StringComparison.Ordinal)).LastText;
        Assert.Contains("<reference>\nanswer 0\n</reference>", asked, StringComparison.Ordinal);
        Assert.Contains("<item>\n{\"Id\":\"q0\"}\n</item>", asked, StringComparison.Ordinal);
        Assert.Contains("with one of these words: pass, fail", asked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fair", 1.0)]
    [InlineData("first", 0.5)]
    [InlineData("tie", 0.5)]
    public async Task Comparison_is_asked_in_both_orders_and_wins_where_it_wins_in_both(string habit, double expected)
    {
        await using var stub = await StartAsync(request => habit switch
        {
            "first" => Verdict("A"),
            "tie" => Verdict("tie"),
            _ => Verdict(request.LastText.IndexOf("Hello q", StringComparison.Ordinal) < request.LastText.IndexOf("<output_b>", StringComparison.Ordinal) ? "A" : "B"),
        });
        var judge = new ModelJudge("better", Polite with { Form = JudgeForm.Compare });

        var found = await project.RunAsync(Graded("better", """{"judge":"better","against":"Other"}"""), AssayMode.Run, plugins: PluginRegistry.WithBuiltIns().Add(judge));

        Assert.All(found.Scores.Values, score => Assert.Equal(expected, score));
        Assert.Equal(2 * found.Scores.Count, stub.Requests.Count(static request => request.Model == "judge-1"));
    }

    [Theory]
    [InlineData("Sure! ```json\n{\"Reasoning\":\"ok\",\"Score\":\"4\"}\n```", 4.0)]
    [InlineData("**4/5**", 4.0)]
    [InlineData(" 5 ", 5.0)]
    public async Task Verdicts_are_read_tolerantly(string answer, double expected)
    {
        await using var stub = await StartAsync(_ => new StubAnswer(answer));

        var found = await project.RunAsync(Graded("polite"), AssayMode.Run, plugins: PluginRegistry.WithBuiltIns().Add(new ModelJudge("polite", Polite)));

        Assert.All(found.Scores.Values, score => Assert.Equal(expected, score));
    }

    [Fact]
    public async Task Unreadable_verdict_is_asked_for_again_and_each_answer_is_kept_for_itself()
    {
        await using var stub = await StartAsync(static request => request.Number % 2 == 0 ? new StubAnswer("I would rather not say.") : Verdict(9));
        var plugins = PluginRegistry.WithBuiltIns().Add(new ModelJudge("polite", Polite with { Attempts = 2 }));

        await using (var orchestrator = project.Open(plugins: plugins, store: "one"))
        {
            var result = await orchestrator.RunBenchmarkAsync(Graded("polite", items: 1), null, Asked.Token);
            var candidate = await result.CandidatesAsync(Asked.Token).FirstAsync(Asked.Token);
            Assert.Equal(ErrorCode.VerdictUnreadable, candidate.Scores["judge"].Failure);
            var steps = (await result.TimelineAsync(candidate, Asked.Token)).Steps;
            Assert.Contains("Mend its prompt, or take a model that keeps to the form", steps.Single(static step => step.Kind == EventKind.Scored).Text, StringComparison.Ordinal);
            Assert.Equal(2, steps.Count(static step => step.Kind == EventKind.JudgeCalled));
        }

        Assert.Equal(3, stub.Requests.Count);
        await project.RunAsync(Graded("polite", items: 1), AssayMode.Run, plugins: PluginRegistry.WithBuiltIns().Add(new ModelJudge("polite", Polite with { Attempts = 2 })), store: "one");
        Assert.Equal(5, stub.Requests.Count);
        Assert.Equal(5, stub.Requests.Select(static request => request.Body.TryGetProperty("seed", out var seed) ? seed.GetRawText() : "").Distinct().Count());
    }

    [Fact]
    public async Task Failed_call_has_the_provider_s_code()
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Fault = static request => request.Model == "judge-1" ? StubFault.Of(400, "context_length_exceeded") : null }, Asked.Token);
        project.Address = stub.BaseUrl;

        await using var orchestrator = project.Open(plugins: PluginRegistry.WithBuiltIns().Add(new ModelJudge("polite", Polite)));
        var result = await orchestrator.RunBenchmarkAsync(Graded("polite", items: 1), null, Asked.Token);

        Assert.Equal(ErrorCode.ContextLength, (await result.CandidatesAsync(Asked.Token).FirstAsync(Asked.Token)).Scores["judge"].Failure);
    }

    [Theory]
    [InlineData(PanelRule.Majority, 4.0)]
    [InlineData(PanelRule.Mean, 3.0)]
    public async Task Several_judges_give_one_verdict(PanelRule rule, double expected)
    {
        await using var stub = await StartAsync(static request => Verdict(request.Model == "judge-3" ? 1 : 4));
        project.Spec = project.Spec with
        {
            Judges = new([
                .. Enumerable.Range(1, 3).Select(static i => KeyValuePair.Create($"j{i}", Polite with { Model = $"judge-{i}" })),
                KeyValuePair.Create("panel", new JudgeSpec { Panel = ["j1", "j2", "j3"], Rule = rule }),
            ]),
        };

        var found = await project.RunAsync(Graded("panel"), AssayMode.Run);

        Assert.Empty(found.Work.Unanswered);

        Assert.All(found.Scores.Values, score => Assert.Equal(expected, score));
        Assert.Equal(3 * found.Scores.Count, stub.Requests.Count(static request => request.Model.StartsWith("judge", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Auto_never_asks_a_judge_that_costs_money_and_replay_takes_its_recorded_answers()
    {
        await using var stub = await StartAsync(static _ => Verdict(3));
        var engine = new FunctionEngine("local", "1", EngineInput.Prompt, false, static (request, _) => ValueTask.FromResult<Output>($"Hello {request.Prompt.Text}"));
        PluginRegistry Plugins() => PluginRegistry.WithBuiltIns().Add(engine).Add(new ModelJudge("polite", Polite));
        var benchmark = Graded("polite", model: "local/hand");

        var auto = await project.RunAsync(benchmark, AssayMode.Auto, plugins: Plugins(), store: "one");
        Assert.Equal((4, 4, 0), (auto.Work.Generated, auto.Work.Unjudged, stub.Requests.Count));
        Assert.All(auto.Scores.Values, Assert.Null);

        var run = await project.RunAsync(benchmark, AssayMode.Run, records: true, plugins: Plugins(), store: "one");
        Assert.Equal((0, 0, 4), (run.Work.Generated, run.Work.Unjudged, stub.Requests.Count));

        project.Address = null;
        var replay = await project.RunAsync(benchmark, AssayMode.Replay, plugins: Plugins());
        Assert.Equal(run.Scores, replay.Scores);
        Assert.Equal((0, 3.0), (replay.Work.Unjudged, replay.Scores.Values.First()));
    }

    [Fact]
    public async Task Judge_of_one_s_own_that_costs_money_is_not_asked_in_auto()
    {
        var asked = 0;
        var plugins = PluginRegistry.WithBuiltIns()
            .Add(new FunctionEngine("local", "1", EngineInput.Prompt, false, static (_, _) => ValueTask.FromResult<Output>("x")))
            .Add(new FunctionJudge("own", "1", (_, _) => ValueTask.FromResult(new JudgeVerdict(Interlocked.Increment(ref asked)))) { IsPaid = true });

        var found = await project.RunAsync(Graded("own", model: "local/hand"), AssayMode.Auto, plugins: plugins);

        Assert.Equal((0, 4), (asked, found.Work.Unjudged));
    }

    [Fact]
    public async Task Answers_are_shared_by_scores_that_ask_the_same_and_pruned_with_their_judge()
    {
        await using var stub = await StartAsync(static _ => Verdict(3));
        PluginRegistry Plugins(JudgeSpec spec) => PluginRegistry.WithBuiltIns().Add(new ModelJudge("polite", spec)).Add(new ModelJudge("other", spec));
        await project.RunAsync(Graded("polite"), AssayMode.Run, records: true, plugins: Plugins(Polite), store: "one");
        await project.RunAsync(Graded("other"), AssayMode.Run, plugins: Plugins(Polite), store: "one");
        Assert.Equal(4 + 4, stub.Requests.Count);

        await using var orchestrator = project.Open(plugins: Plugins(Polite with { Criteria = "Is it short?" }));

        Assert.Equal(4, await orchestrator.PruneRecordingsAsync([Graded("polite")], Asked.Token));
    }

    [Fact]
    public async Task Judge_is_measured_against_people()
    {
        // The stub's judge says pass for whatever is polite; people disagree with it on one of six.
        await using var stub = await StartAsync(static request => Verdict(request.LastText.Contains("please", StringComparison.Ordinal) ? "pass" : "fail"));
        var judge = new ModelJudge("polite", Polite with { Scale = JudgeScale.PassFail, Shows = ["id"] });
        var people = new[] { ("please", "pass", "pass"), ("please", "pass", "pass"), ("please", "fail", "pass"), ("no", "fail", "fail"), ("no", "fail", "fail"), ("no", "fail", "fail") };
        var simple = BenchmarkDefinition.Simple("agreement", "-", "grader/polite", people.Select(static (said, i) => new { Id = $"p{i}", Said = said.Item1, Answer = said.Item2, Answers = new[] { said.Item2, said.Item3 } }));
        MetricSpec Metric(string id, string expected) => new(id) { Config = JsonValue.Parse($$"""{"expected":"{{expected}}"}""") };
        var benchmark = new BenchmarkDefinition
        {
            Spec = simple.Spec with
            {
                Scores = [new ScoreSpec("agreement", [Metric("cohen_kappa", "Answer"), Metric("fleiss_kappa", "Answers"), Metric("krippendorff_alpha", "Answers")]) { Scope = ScoreScope.Slice }],
            },
            Plugins = simple.Plugins.Add(new JudgeEngine("grader", judge, static item => new JudgeRequest(item, [new Output(item.Element.GetProperty("Said").GetString()!)]))),
            Datasets = simple.Datasets,
            Name = simple.Name,
        };
        await using var orchestrator = project.Open();

        var result = await orchestrator.RunBenchmarkAsync(benchmark, null, Asked.Token);

        var scores = new Dictionary<string, double?>();
        foreach (var slice in await result.SliceScoresAsync(Asked.Token))
            scores[slice.Score.Split('/', ':', '.')[^1]] = slice.Samples[0].Value;

        // By hand: Cohen (5/6 - 1/2) / (1 - 1/2); Fleiss and Krippendorff by their formulas over three raters.
        Assert.Equal(2.0 / 3, scores["cohen_kappa"]!.Value, 12);
        Assert.InRange(scores["fleiss_kappa"]!.Value, 0.7, 0.8);
        Assert.InRange(scores["krippendorff_alpha"]!.Value, scores["fleiss_kappa"]!.Value, 0.85);
    }

    [Fact]
    public void Version_of_the_engine_that_a_judge_asks_is_part_of_what_its_own_engine_says()
    {
        IEngine grader = new JudgeEngine("grader", new ModelJudge("polite", Polite), static item => new JudgeRequest(item, [new Output("")]));

        Assert.Equal([new ModelSpec("judge-1", "stub")], grader.AskedModels);
    }

    [Fact]
    public async Task Newer_engine_beneath_a_judge_has_the_judge_measured_anew()
    {
        var asked = 0;
        async Task<long> RunAsync(string version)
        {
            var engine = new FunctionEngine("house", version, EngineInput.Prompt, false, (_, _) =>
            {
                Interlocked.Increment(ref asked);
                return ValueTask.FromResult<Output>("""{"explanation":"Kind.","verdict":4}""");
            });
            var simple = BenchmarkDefinition.Simple("measured", "-", "grader/polite", [new { Id = "a", Answer = "4" }]);
            var judge = new JudgeEngine("grader", new ModelJudge("polite", Polite with { Provider = "house" }), static item => new JudgeRequest(item, [new Output("Please.")]));
            var benchmark = new BenchmarkDefinition { Spec = simple.Spec, Plugins = simple.Plugins.Add(judge).Add(engine), Datasets = simple.Datasets, Name = simple.Name };
            return (await project.RunAsync(benchmark, AssayMode.Run, store: "one")).Work.Generated;
        }

        Assert.Equal((1, 0, 1), (await RunAsync("1"), await RunAsync("1"), await RunAsync("2")));
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task Compaction_keeps_the_answers_of_judges_on_which_kept_scores_rest()
    {
        await using var stub = await StartAsync(static _ => Verdict(4));
        var registry = PluginRegistry.WithBuiltIns().Add(new ModelJudge("polite", Polite));
        var first = Graded("polite");
        var second = new BenchmarkDefinition { Spec = first.Spec with { Id = "again" }, Plugins = first.Plugins, Datasets = first.Datasets, Name = first.Name };
        await project.RunAsync(first, AssayMode.Run, plugins: registry, store: "one");
        await project.RunAsync(second, AssayMode.Run, plugins: registry, store: "one");
        var calls = stub.Requests.Count;
        await using (var orchestrator = project.Open(plugins: registry, store: "one"))
        {
            var storage = await orchestrator.GetStorageAsync(Asked.Token);
            var runs = await storage.Projections.ReadRunsAsync(Asked.Token);
            await storage.Care!.CompactAsync(new Storage.Care.CompactOptions { DropRuns = [runs.Min(static run => run.Id)] }, Asked.Token);
            Assert.Empty((await storage.Care.VerifyAsync(Asked.Token)).Findings);
        }

        // The score is made anew, from what the judge said.
        var rescored = new BenchmarkDefinition
        {
            Spec = second.Spec with { Scores = [second.Spec.Scores[0] with { Metrics = [second.Spec.Scores[0].Metrics[0] with { Version = "2" }] }] },
            Plugins = second.Plugins,
            Datasets = second.Datasets,
            Name = second.Name,
        };
        var found = await project.RunAsync(rescored, AssayMode.Run, plugins: registry, store: "one");

        Assert.True(found.Work.Scored > 0);
        Assert.Equal(calls, stub.Requests.Count);
    }

    [Fact]
    public async Task Estimates_and_plans_take_in_what_judges_are_asked()
    {
        project.Spec = project.Spec with { Prices = [new PriceSpec("judge-1") { InputPerMillion = 100, OutputPerMillion = 1_000 }, new PriceSpec("tiny-1")] };
        await using var stub = await StartAsync(static _ => Verdict(4, "Kind."));
        var registry = PluginRegistry.WithBuiltIns().Add(new ModelJudge("polite", Polite));
        var benchmark = Graded("polite");
        await using var orchestrator = project.Open(plugins: registry, store: "one");

        var guess = await orchestrator.EstimateAsync(benchmark, Asked.Token);
        await orchestrator.RunBenchmarkAsync(benchmark, cancellationToken: Asked.Token);
        var done = await orchestrator.EstimateAsync(benchmark, Asked.Token);

        var judged = Assert.Single(guess.Judges);
        Assert.Equal(("judge-1", guess.Evaluation.Total), (judged.Model, judged.Missing.Generations));
        Assert.True(guess.MissingVerdicts.Cost > 0);
        Assert.Contains(guess.Notes, static note => note.StartsWith("'judge-1' judges: nothing of it is stored", StringComparison.Ordinal));
        Assert.Contains("| judges' model | to ask |", guess.ToMarkdown().Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal((0, 0.0), (done.MissingVerdicts.Generations, done.MissingVerdicts.Cost));
        Assert.Equal(MeanTokens(stub), (double)done.Judges[0].Whole.PromptTokens / done.Judges[0].Whole.Generations, 0.5);
    }

    private static double MeanTokens(StubServer stub) => stub.Requests
        .Where(static request => request.Model == "judge-1")
        .Average(static request => request.Messages.Sum(static message => StubRequest.TextOf(message).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length));

    [Fact]
    public async Task Change_of_the_judge_is_told_from_a_change_of_the_model()
    {
        // The new judge is a grade milder to everybody, and the new model two grades better.
        await using var stub = await StartAsync(static request => Verdict((request.LastText.Contains("Hello better", StringComparison.Ordinal) ? 4 : 2) + (request.Model == "judge-2" ? 1 : 0)));
        var engine = new FunctionEngine("local", "1", EngineInput.Prompt, false, static (request, _) => ValueTask.FromResult<Output>($"Hello {request.Model.Id}"));
        var plugins = PluginRegistry.WithBuiltIns().Add(engine).Add(new ModelJudge("old", Polite)).Add(new ModelJudge("new", Polite with { Model = "judge-2" }));
        var simple = Graded("old", model: "local/worse");
        var benchmark = new BenchmarkDefinition
        {
            Spec = simple.Spec with
            {
                Models = [new ModelSpec("worse", "local"), new ModelSpec("better", "local")],
                Scores = [new ScoreSpec("old", [new MetricSpec("judge") { Config = JsonValue.Parse("""{"judge":"old"}""") }]), new ScoreSpec("new", [new MetricSpec("judge") { Config = JsonValue.Parse("""{"judge":"new"}""") }])],
            },
            Plugins = simple.Plugins,
            Datasets = simple.Datasets,
            Name = simple.Name,
        };
        await using var orchestrator = project.Open(plugins: plugins);
        var result = await orchestrator.RunBenchmarkAsync(benchmark, null, Asked.Token);
        var names = result.Scores.Select(static score => score.Name).ToList();

        var change = await result.JudgeChangeAsync(names[0], names[1], "worse", "better", Asked.Token);

        Assert.Equal((4, 2.0, 5.0, 3.0), (change.Items, change.Before, change.After, change.Total));
        Assert.Equal((2.0, 1.0), (change.ByModel, change.ByJudge));
    }

    private static StubAnswer Verdict(object verdict, string explanation = "Because.") =>
        new(JsonSerializer.Serialize(new { explanation, verdict }));

    private static BenchmarkDefinition Graded(string judge, string? config = null, int items = 4, string model = "stub/tiny-1")
    {
        var simple = BenchmarkDefinition.Simple("graded", "{item.Id}", model, Enumerable.Range(0, items).Select(static i => new { Id = $"q{i}", Answer = $"answer {i}", Other = $"other {i}" }));
        var score = new ScoreSpec("judge", [new MetricSpec("judge") { Config = JsonValue.Parse(config ?? $$"""{"judge":"{{judge}}"}""") }]);
        return new BenchmarkDefinition { Spec = simple.Spec with { Scores = [score] }, Plugins = new PluginRegistry(), Datasets = simple.Datasets, Name = simple.Name };
    }

    private async Task<StubServer> StartAsync(Func<StubRequest, StubAnswer> verdict)
    {
        var stub = await StubServer.StartAsync(new StubOptions { Answer = request => request.Model.StartsWith("judge", StringComparison.Ordinal) ? verdict(request) : new StubAnswer($"Hello {request.LastText}") }, Asked.Token);
        project.Address = stub.BaseUrl;
        return stub;
    }
}
