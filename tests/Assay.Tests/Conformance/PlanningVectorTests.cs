using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Contracts;
using Assay.Datasets;
using Assay.Errors;
using Assay.Planning;
using Assay.Specs;
using Assay.Storage.Manifests;
using TemporaryFolder = Assay.Tests.Execution.TemporaryFolder;

namespace Assay.Tests.Conformance;

/// <summary>
/// The planning vectors that are about planning, against the planner and a manifest in a real store; those about rules of specs are
/// in <see cref="Specs.PlanningVectorTests"/>. Where the reference is wrong the case says what is right. One case has no counterpart:
/// <c>bad-plugin-api</c>, for plugins are types that are compiled against one version of the library.
/// </summary>
public sealed class PlanningVectorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    /// <summary>Within a task the order is the reference's: models, prompts, params, items. Tasks come one after the other here, each for all models, where the reference goes from model to model.</summary>
    [Theory]
    [InlineData("minimal")]
    [InlineData("order-full")]
    [InlineData("grid-overrides")]
    [InlineData("grid-override-extra-key")]
    [InlineData("num-samples-3")]
    [InlineData("prompt-ids")]
    [InlineData("prompt-families")]
    [InlineData("parses-and-scores")]
    [InlineData("parses-scores-samples")]
    [InlineData("same-extractors-different-name")]
    [InlineData("parse-shared-by-slices")]
    [InlineData("generation-only")]
    [InlineData("score-only")]
    [InlineData("empty-dataset")]
    [InlineData("item-ids")]
    [InlineData("subset")]
    [InlineData("tools-order")]
    [InlineData("text-format-ok")]
    [InlineData("item-non-json")]
    public async Task Matrix_has_the_trials_of_the_reference_in_its_order(string name)
    {
        var slices = await PlanAsync(name);

        var expected = PlanningVectors.Case(name)["expected"]!["trials"]!.AsArray().Select(static trial => trial!.AsObject()).ToList();
        Assert.Equal(expected.Count, slices.Sum(static slice => slice.Trials));
        foreach (var slice in slices)
            Assert.Equal(expected.Where(trial => (string)trial["slice"]! == slice.Task.Id).Select(Describe), Describe(slice));
    }

    /// <summary>An integer for a fraction is the same number, so a temperature of 0 is no default: the reference drops it from what it shows.</summary>
    [Fact]
    public async Task Whole_numbers_are_temperatures_too()
    {
        var slice = Assert.Single(await PlanAsync("grid-int-for-float"));

        Assert.Equal((4, new InferenceParams { Temperature = 0 }, new InferenceParams { Temperature = 1 }), (slice.Trials, slice.Experiment.Params[0], slice.Experiment.Params[1]));
    }

    /// <summary>The reference plans equal params twice and then breaks on its own key; here the spec is refused where the second ones stand.</summary>
    [Fact]
    public async Task Equal_params_are_refused() =>
        Assert.Equal("inference.params[1]", Assert.Single((await Assert.ThrowsAsync<SpecValidationException>(() => PlanAsync("grid-duplicate-params"))).Problems).Path);

    /// <summary>
    /// What is asked is the identity, not who asks: the reference counts trials that send the same messages apart for their prompt's id or
    /// slice (<c>order-full</c>: 32, <c>prompt-ids</c>: 4, <c>prompt-families</c>: 10, <c>parse-shared-by-slices</c>: 4), and pays for each.
    /// </summary>
    [Theory]
    [InlineData("minimal", 2)]
    [InlineData("order-full", 8)]
    [InlineData("grid-overrides", 8)]
    [InlineData("grid-override-extra-key", 4)]
    [InlineData("num-samples-3", 2)]
    [InlineData("prompt-ids", 2)]
    [InlineData("prompt-families", 2)]
    [InlineData("parse-shared-by-slices", 2)]
    [InlineData("item-ids", 1)]
    [InlineData("tools-order", 2)]
    public async Task Trials_that_ask_the_same_thing_have_one_hash(string name, int hashes)
    {
        await using var orchestrator = Open(name, out var benchmark);

        var manifest = await orchestrator.PlanAsync(benchmark, cancellationToken: Token);

        Assert.Equal(hashes, await manifest.TrialHashesAsync(Token).Distinct().CountAsync(Token));
    }

    /// <summary>A piece of evaluation is one metric, not one score: each fails and is run again by itself (<c>parses-and-scores</c>: 6 there, 8 here). A parse that no score reads is not run (<c>same-extractors-different-name</c>): the reference runs it, and for its name alone keeps it apart from one that does the same.</summary>
    [Theory]
    [InlineData("minimal", 2, 0, 2)]
    [InlineData("order-full", 32, 0, 32)]
    [InlineData("num-samples-3", 6, 0, 6)]
    [InlineData("parses-and-scores", 2, 4, 8)]
    [InlineData("parses-scores-samples", 4, 4, 4)]
    [InlineData("same-extractors-different-name", 2, 2, 2)]
    [InlineData("parse-shared-by-slices", 4, 4, 4)]
    [InlineData("generation-only", 2, 0, 0)]
    [InlineData("score-only", 2, 0, 2)]
    [InlineData("empty-dataset", 0, 0, 0)]
    public async Task Work_items_are_counted_by_stage(string name, long generations, long transforms, long evaluations)
    {
        await using var orchestrator = Open(name, out var benchmark);

        var counts = await (await orchestrator.PlanAsync(benchmark, cancellationToken: Token)).CountAsync(Token);

        Assert.Equal([generations, transforms, evaluations], Enum.GetValues<WorkStage>().Select(stage => counts.Where(count => count.Stage == stage).Sum(static count => count.Total)));
    }

    /// <summary>The reference plans two items of one id; results would then be told apart by nothing that people see.</summary>
    [Fact]
    public async Task Items_of_one_id_are_refused() =>
        Assert.Equal(ErrorCode.ItemIdDuplicate, (await Assert.ThrowsAsync<DatasetException>(() => PlanAsync("dup-item-ids"))).Code);

    [Fact]
    public async Task Engine_without_mcp_servers_is_refused_them() =>
        Assert.Equal(ErrorCode.Incompatible, (await Assert.ThrowsAsync<SpecValidationException>(() => PlanAsync("mcp-unsupported"))).Code);

    /// <summary>The reference refuses later turns beside MCP servers for one provider by name; here each later turn is a call of its own, which any engine can make.</summary>
    [Fact]
    public async Task Later_turns_go_with_mcp_servers() =>
        Assert.Equal(2, Assert.Single(await PlanAsync("mcp-openai-follow-up")).Trials);

    [Fact]
    public async Task Unknown_engine_is_refused() =>
        Assert.Equal(ErrorCode.PluginUnknown, (await Assert.ThrowsAsync<SpecValidationException>(() => PlanAsync("unknown-provider"))).Code);

    [Fact]
    public async Task Unknown_metric_matters_only_where_it_is_needed()
    {
        Assert.Equal(2, Assert.Single(await PlanAsync("unknown-metric-generate-only", RunStages.Generation)).Trials);
        Assert.Equal(ErrorCode.PluginUnknown, (await Assert.ThrowsAsync<SpecValidationException>(() => PlanAsync("unknown-metric-generate-only"))).Code);
    }

    /// <summary>The reference refuses the whole run for one prompt that is too long; here that item fails alone, and the estimate foretells it.</summary>
    [Fact]
    public async Task Prompt_that_is_too_long_is_foretold()
    {
        await using var orchestrator = Open("context-exceeded", out var benchmark, new EngineCapabilities { MaxContextTokens = 10 }, tokens: 11);

        var estimate = await orchestrator.EstimateAsync(benchmark, Token);

        Assert.Contains("'m1': 2 questions take more tokens than the model can read, and are likely to fail.", estimate.Notes);
    }

    private async Task<IReadOnlyList<PlannedSlice>> PlanAsync(string name, RunStages stages = RunStages.All)
    {
        var (project, benchmark) = Read(name, EngineCapabilities.Unknown with { McpServers = false }, null);
        var source = new PlanSource(((RunSource)benchmark).ToExperiment(), benchmark.Plugins, new TaskData(((RunSource)benchmark).Code, new FileDatasetProvider(), benchmark.Spec.Id, folder.Path))
        {
            Benchmark = benchmark.Spec,
            Project = project,
            ProjectDirectory = folder.Path,
        };
        return await new RunPlanner(source, stages).PlanAsync(Token);
    }

    private Orchestrator Open(string name, out BenchmarkDefinition benchmark, EngineCapabilities? demo = null, int? tokens = null)
    {
        (var project, benchmark) = Read(name, demo ?? EngineCapabilities.Unknown, tokens);
        return folder.Open(project);
    }

    private static (ProjectSpec Project, BenchmarkDefinition Benchmark) Read(string name, EngineCapabilities demo, int? tokens)
    {
        var input = PlanningVectors.Case(name)["input"]!.AsObject();
        var written = input["benchmark"]!.AsObject();
        var project = new JsonObject { ["name"] = "p", ["tools"] = written["tools"]?.DeepClone() ?? new JsonArray(), ["mcp_servers"] = written["mcp_servers"]?.DeepClone() ?? new JsonArray() };
        foreach (var server in project["mcp_servers"]!.AsArray())
            server!["server_url"] = "https://example.org";
        foreach (var shared in (string[])["tools", "mcp_servers"])
            written.Remove(shared);
        var spec = SpecJson.Read<BenchmarkSpec>(PlanningVectors.Translate(written));
        var items = JsonSerializer.SerializeToElement(input["items_by_slice"]!["*"]).EnumerateArray().ToList();
        return (SpecJson.Read<ProjectSpec>(project.ToJsonString()), new BenchmarkDefinition
        {
            Spec = spec,
            Plugins = PluginRegistry.WithBuiltIns()
                .Add(Engine("demo", demo, tokens))
                .Add(Engine("openai", EngineCapabilities.Unknown, null))
                .Add(Metric("em"))
                .Add(Metric("f1")),
            Datasets = spec.Slices.ToDictionary(static slice => slice.Id, _ => Dataset.From(items).Bind(null)),
            Name = spec.Id,
        });
    }

    private static FunctionEngine Engine(string id, EngineCapabilities capabilities, int? tokens) =>
        new(id, "1", EngineInput.Prompt, false, static (_, _) => ValueTask.FromResult<Output>("")) { Capabilities = capabilities, TokenCounter = (_, _) => tokens };

    private static FunctionMetric Metric(string id) => new(id, "1", static (_, _) => ValueTask.FromResult(new MetricResult(1)));

    private static string Describe(JsonObject trial) =>
        $"{trial["model"]} {trial["prompt"]} {SpecJson.Write(SpecJson.Read<InferenceParams>(trial["params"]!.ToJsonString()))} {trial["item"]} [{string.Join(',', trial["tools"]!.AsArray().Select(static tool => (string)tool!))}] ×{trial["candidate_count"]}";

    private static IEnumerable<string> Describe(PlannedSlice slice)
    {
        for (long ordinal = 0; ordinal < slice.Count; ordinal += slice.Samples)
        {
            var trial = slice.TrialOf(slice.CellOf(ordinal));
            yield return $"{trial.Model.Id} {trial.Prompt!.Id} {SpecJson.Write(trial.Params)} {trial.ItemId} [{string.Join(',', slice.Tools.Select(static tool => tool.Id))}] ×{slice.Samples}";
        }
    }
}
