using Assay.Contracts;
using Assay.Specs;

namespace Assay.Tests.Scenarios;

/// <summary>A benchmark that changes: what is the same is used again, and the difference and the estimate say beforehand what a run will do.</summary>
public sealed class EvolutionScenarios
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An edit, how many generations it costs, and how many candidates it parses or scores.</summary>
    public static TheoryData<string, int, int> Edits => new()
    {
        { "a fourth model", 12, 12 },
        { "another wire name of a model", 12, 12 },
        { "another id of a model", 0, 0 },
        { "another text of a prompt", 18, 18 },
        { "another id of a prompt", 0, 0 },
        { "a third prompt", 18, 18 },
        { "another pattern of a parse", 0, 36 },
        { "another id of a parse", 0, 0 },
        { "another tolerance of a metric", 0, 36 },
        { "another score", 0, 36 },
        { "one score less", 0, 0 },
        { "another temperature", 36, 36 },
        { "another id of the slice", 0, 0 },
        { "two samples", 36, 36 },
        { "half of the items", 0, 0 },
        { "another description", 0, 0 },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task Edit_costs_what_it_touches(string edit, int generated, int scored)
    {
        await using var ledger = new ScenarioProject();
        await ledger.RunAsync();
        var edited = Edit(ledger.Benchmark, edit);

        var estimate = await ledger.Open().EstimateAsync(edited, Token);
        var calls = ledger.Calls.Count;
        ledger.Benchmark = edited;
        var work = (await ledger.RunAsync()).Work!;

        Assert.Equal((generated, generated, scored), (ledger.Calls.Count - calls, (int)estimate.Missing.Generations, (int)work.Scored));
    }

    [Fact]
    public async Task Difference_names_what_an_edit_leaves_behind_and_going_back_finds_it_again()
    {
        await using var ledger = new ScenarioProject();
        var before = ledger.Benchmark;
        var first = await ScenarioProject.SheetAsync(await ledger.RunAsync());
        var edited = Edit(before, "another text of a prompt");

        var diff = await ledger.Open().DiffSpecsAsync(before, edited, Token);
        ledger.Benchmark = edited;
        await ledger.RunAsync();
        ledger.Benchmark = before;
        var calls = await ledger.CallsOfAsync(async () => Assert.Equal(first, await ScenarioProject.SheetAsync(await ledger.RunAsync())));

        Assert.Equal(["prompts[0].messages[0].content"], diff.SourceChanges.Select(static change => change.Path));
        Assert.Equal((18, 18, 18L, 54L), (diff.Generations.Added.Count, diff.Generations.Removed.Count, diff.GenerationsLeft, diff.EvaluationsLeft));
        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task Data_that_grow_are_run_for_the_new_items_alone_and_data_that_change_for_the_changed_ones()
    {
        await using var ledger = new ScenarioProject(sums: 4);
        await ledger.RunAsync();

        ledger.Ask(Enumerable.Range(1, 6).Select(StoreCrasher.SampleLedger.LineOf));
        var grown = await ledger.CallsOfAsync(ledger.RunAsync);
        ledger.Ask(Enumerable.Range(1, 6).Select(static n => n == 2 ? """{"id":"sum002","a":2,"b":3,"sum":5,"parity":"even"}""" : StoreCrasher.SampleLedger.LineOf(n)));
        var changed = await ledger.CallsOfAsync(ledger.RunAsync);

        Assert.Equal((12, 6), (grown, changed));
    }

    [Fact]
    public async Task Field_that_no_prompt_reads_costs_no_generation_and_scores_again_the_items_that_have_it()
    {
        await using var ledger = new ScenarioProject(sums: 4);
        await ledger.RunAsync();

        ledger.Ask(Enumerable.Range(1, 4).Select(static n => n == 3 ? """{"id":"sum003","a":3,"b":30,"sum":-1,"parity":"odd"}""" : StoreCrasher.SampleLedger.LineOf(n)));
        var result = await ledger.RunAsync();

        Assert.Equal((24, 6L), (ledger.Calls.Count, result.Work!.Scored));
        Assert.Equal(new() { ["exact"] = 0.75, ["wordy"] = 0.75, ["sloppy"] = 0.25 }, await ScenarioProject.MeansAsync(result, "right"));
    }

    [Fact]
    public async Task Metric_of_another_version_scores_again_and_both_versions_stay_readable()
    {
        await using var ledger = new ScenarioProject();
        ledger.Benchmark = ledger.Benchmark with { Scores = [new ScoreSpec("own", [new MetricSpec("own")])] };
        ledger.Plugins = static registry => registry.Add(new FunctionMetric("own", "1", static (_, _) => ValueTask.FromResult(new MetricResult(0.25))));
        var first = await ledger.RunAsync();
        ledger.Plugins = static registry => registry.Add(new FunctionMetric("own", "2", static (_, _) => ValueTask.FromResult(new MetricResult(0.75))));

        var second = await ledger.RunAsync();

        Assert.Equal((36, 36), (ledger.Calls.Count, second.Work!.Scored));
        Assert.All((await ScenarioProject.MeansAsync(first, "own")).Values, static mean => Assert.Equal(0.25, mean));
        Assert.All((await ScenarioProject.MeansAsync(second, "own")).Values, static mean => Assert.Equal(0.75, mean));
    }

    [Fact]
    public async Task Score_that_is_stored_is_not_made_again_for_another_plan_and_one_that_lacks_is()
    {
        await using var ledger = new ScenarioProject();
        var scored = new System.Collections.Concurrent.ConcurrentQueue<string>();
        ledger.Plugins = registry => registry.Add(Counting("one")).Add(Counting("two"));
        ledger.Benchmark = ledger.Benchmark with { Scores = [new ScoreSpec("one", [new MetricSpec("one")])] };
        await ledger.RunAsync();

        ledger.Benchmark = ledger.Benchmark with { Models = [.. ledger.Benchmark.Models, new ModelSpec("quick", "clerk")], Scores = [.. ledger.Benchmark.Scores, new ScoreSpec("two", [new MetricSpec("two")])] };
        var totals = await (await ledger.RunAsync()).TotalsAsync(Token);

        Assert.Equal((48, 48, 48L), (scored.Count(static id => id == "one"), scored.Count(static id => id == "two"), totals.Completed));

        FunctionMetric Counting(string id) => new(id, "1", (_, _) =>
        {
            scored.Enqueue(id);
            return ValueTask.FromResult(new MetricResult(1));
        });
    }

    [Fact]
    public async Task Engine_of_another_version_generates_everything_anew()
    {
        await using var ledger = new ScenarioProject();
        await ledger.RunAsync();
        var registry = PluginRegistry.WithBuiltIns().Add(new FunctionEngine("clerk", "2", EngineInput.Prompt, false, static (_, _) => ValueTask.FromResult<Output>("0")));
        await using var orchestrator = Orchestrator.FromProjectSpec(ledger.Spec, new OrchestratorOptions { ProjectDirectory = ledger.Folder, Registry = registry });

        var result = await orchestrator.RunBenchmarkAsync(ledger.Benchmark, null, Token);

        Assert.Equal(36, result.Work!.Generated);
        Assert.All((await ScenarioProject.MeansAsync(result, "right")).Values, static mean => Assert.Equal(0, mean));
    }

    [Fact]
    public async Task Stages_one_by_one_in_processes_of_their_own_make_what_one_run_makes()
    {
        await using var whole = new ScenarioProject();
        await using var stepwise = new ScenarioProject();
        var expected = await ScenarioProject.SheetAsync(await whole.RunAsync());

        var generated = await stepwise.Open().GenerateAsync(stepwise.Benchmark, null, Token);
        var parsed = await stepwise.Open().TransformAsync(stepwise.Benchmark, null, Token);
        var evaluated = await stepwise.Open().EvaluateAsync(stepwise.Benchmark, null, Token);

        Assert.Equal((36, 0), (generated.Work!.Generated, parsed.Work!.Generated));
        Assert.Equal((36, expected), (stepwise.Calls.Count, await ScenarioProject.SheetAsync(evaluated)));
    }

    private static BenchmarkSpec Edit(BenchmarkSpec spec, string edit)
    {
        var (model, prompt, parse, score, slice) = (spec.Models[2], spec.Prompts[0], spec.Parses[0], spec.Scores[2], spec.Slices[0]);
        return edit switch
        {
            "a fourth model" => spec with { Models = [.. spec.Models, new ModelSpec("quick", "clerk")] },
            "another wire name of a model" => spec with { Models = [.. spec.Models.Take(2), model with { Name = "sloppy-2" }] },
            "another id of a model" => spec with { Models = [.. spec.Models.Take(2), model with { Id = "careless", Name = "sloppy" }] },
            "another text of a prompt" => spec with { Prompts = [prompt with { Messages = [new MessageSpec(MessageRole.User, "{item.a} and {item.b} make")] }, spec.Prompts[1]] },
            "another id of a prompt" => spec with { Prompts = [prompt with { Id = "short" }, spec.Prompts[1]] },
            "a third prompt" => spec with { Prompts = [.. spec.Prompts, new PromptSpec("third", [new MessageSpec(MessageRole.User, "{item.a} {item.b}")])] },
            "another pattern of a parse" => spec with { Parses = [parse with { Extractors = [new ExtractorSpec("regex") { Config = JsonValue.Parse("""{"pattern":"\\d"}""") }] }, spec.Parses[1]] },
            "another id of a parse" => spec with { Parses = [parse with { Id = "stern" }, spec.Parses[1]], Scores = [spec.Scores[0] with { Parse = "stern" }, .. spec.Scores.Skip(1)] },
            "another tolerance of a metric" => spec with { Scores = [.. spec.Scores.Take(2), new ScoreSpec("near", [new MetricSpec("numeric") { Config = JsonValue.Parse("""{"expected":"sum","absolute":1}""") }]) { Parse = "lenient" }] },
            "another score" => spec with { Scores = [.. spec.Scores, new ScoreSpec("exactly", [new MetricSpec("exact_match") { Config = JsonValue.Parse("""{"expected":"sum"}""") }])] },
            "one score less" => spec with { Scores = [.. spec.Scores.Take(2)] },
            "another temperature" => spec with { Inference = new InferenceGrid { Params = [new InferenceParams { Temperature = 0.5 }] } },
            "another id of the slice" => spec with { Slices = [slice with { Id = "every" }] },
            "two samples" => spec with { Samples = 2 },
            "half of the items" => spec with { Slices = [slice with { Query = new DatasetQuery { Where = ValueMap<string>.Empty.With("parity", "odd") } }] },
            "another description" => spec with { Description = "For people." },
            _ => throw new ArgumentOutOfRangeException(nameof(edit), edit, null),
        };
    }
}
