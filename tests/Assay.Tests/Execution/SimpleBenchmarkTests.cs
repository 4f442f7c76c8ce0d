using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Tests.Execution;

/// <summary>The shortest benchmarks, run on a real store.</summary>
public sealed class SimpleBenchmarkTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Functions_answer_and_score()
    {
        var hello = BenchmarkDefinition.Simple(
            "greetings",
            prompt: "Greet {item.Name}.",
            engine: static prompt => prompt.Contains("Ada", StringComparison.Ordinal) ? "Hello, Ada." : "Who?",
            items: [new { Name = "Ada" }, new { Name = "Alan" }],
            score: static (item, output) => output.Contains(item.Name, StringComparison.Ordinal) ? 1 : 0);
        await using var orchestrator = folder.Open();

        var (run, result) = await orchestrator.RunSliceAsync(hello, "all", cancellationToken: Token);

        Assert.Equal((2, 2), (run.Generated, run.Scored));
        Assert.Equal([1, 0], result.Scores.Select(static score => score.Samples[0].Value!.Value));
    }

    [Fact]
    public async Task Registered_engine_and_built_in_metric_are_named_in_one_line()
    {
        var registry = PluginRegistry.WithBuiltIns().Add(new FunctionEngine("atlas", "1", EngineInput.Prompt, false, static (request, _) =>
            ValueTask.FromResult<Output>(request.Prompt.Text.Contains("France", StringComparison.Ordinal) && request.Model.WireName == "europe/2" ? "Paris" : "?")));
        var capitals = BenchmarkDefinition.Simple(
            "capitals",
            prompt: "What is the capital of {item.Country}?",
            model: "atlas/europe/2",
            items: [new { Country = "France", Answer = "Paris" }, new { Country = "Italy", Answer = "Rome" }]);
        await using var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("hello"), new OrchestratorOptions { ProjectDirectory = folder.Path, Registry = registry });

        var (_, result) = await orchestrator.RunSliceAsync(capitals, "all", cancellationToken: Token);

        Assert.Equal([1, 0], result.Scores.Select(static score => score.Samples[0].Value!.Value));
    }

    [Fact]
    public async Task Second_run_of_the_same_build_does_nothing()
    {
        var calls = 0;
        BenchmarkDefinition Build() => BenchmarkDefinition.Simple("b", "{item.N}", engine: prompt => { Interlocked.Increment(ref calls); return prompt; }, [new { N = 1 }], static (_, _) => 1);
        await using var orchestrator = folder.Open();

        await orchestrator.RunSliceAsync(Build(), "all", cancellationToken: Token);
        await orchestrator.RunSliceAsync(Build(), "all", cancellationToken: Token);

        Assert.Equal(1, calls);
    }

    [Fact]
    public void Other_functions_have_other_versions()
    {
        static string VersionOf(BenchmarkDefinition benchmark) => benchmark.Plugins.TryGetMetric("score", out var metric) ? metric.Version : "";

        Assert.NotEqual(
            VersionOf(BenchmarkDefinition.Simple("b", "x", static prompt => prompt, [1], static (_, _) => 1)),
            VersionOf(BenchmarkDefinition.Simple("b", "x", static prompt => prompt, [1], static (_, _) => 0)));
    }

    [Theory]
    [InlineData("gpt-4o-mini")]
    [InlineData("openai/")]
    [InlineData("/gpt-4o-mini")]
    public void Model_without_an_engine_is_refused(string model)
    {
        var error = Assert.Throws<AssayException>(() => BenchmarkDefinition.Simple("b", "x", model, [new { Answer = "" }]));

        Assert.Equal(ErrorCode.OptionInvalid, error.Code);
    }
}
