using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Cli.Tests;

/// <summary><c>assay estimate</c> of a stored run.</summary>
public sealed class EstimateTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("assay-cli-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Missing_calls_take_the_mean_tokens_of_the_stored_ones_at_the_projects_prices()
    {
        await RunAsync(items: 10, failing: 4);
        await Shelf.WriteAsync(folder, "assay.toml", "name = \"priced\"\n\n[[prices]]\nmodel = \"m-wire\"\ninput_per_million = 2\noutput_per_million = 10\n");

        var (exit, output, error) = await Tool.RunAsync(folder, "estimate", "last", "--json");
        var (_, text, _) = await Tool.RunAsync(folder, "estimate", "last");
        var row = JsonNode.Parse(output)!["estimates"]![0]!;

        Assert.Equal((0, ""), (exit, error));
        Assert.Equal((4, 400, 80), ((int)row["calls"]!, (int)row["prompt_tokens"]!, (int)row["completion_tokens"]!));
        Assert.Equal(((400 * 2) + (80 * 10)) / 1e6, (double)row["cost"]!, 12);
        Assert.Equal(((1000 * 2) + (200 * 10)) / 1e6, (double)row["cost_of_all"]!, 12);
        Assert.Contains("4 calls are missing. Their cost: 0.0016.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_price_the_cost_is_not_known()
    {
        await RunAsync(items: 3, failing: 1);

        var (_, output, _) = await Tool.RunAsync(folder, "estimate", "last", "--json");

        Assert.Null(JsonNode.Parse(output)!["cost"]);
        Assert.Equal(100, (int)JsonNode.Parse(output)!["estimates"]![0]!["prompt_tokens"]!);
    }

    private async Task RunAsync(int items, int failing)
    {
        await using var orchestrator = Orchestrator.FromProjectSpec(
            new ProjectSpec("priced") { Execution = new ExecutionPolicy { MaxRetries = 0, CircuitBreakerThreshold = int.MaxValue } },
            new OrchestratorOptions { ProjectDirectory = folder, Time = new FrozenTime() });
        var engine = new FunctionEngine("e", "1", EngineInput.Item, false, (request, _) => (int)request.Item.Value < failing
            ? throw new EngineException(ErrorCode.EngineFailed, "It is broken.")
            : ValueTask.FromResult(new Output("done") { InputTokens = 100, OutputTokens = 20 }));
        await orchestrator.RunBenchmarkAsync(
            new BenchmarkDefinition
            {
                Spec = new BenchmarkSpec("priced")
                {
                    Models = [new ModelSpec("m", "e") { Name = "m-wire" }],
                    Slices = [new SliceSpec("all", new DatasetSpec(DatasetKind.Memory))],
                    Scores = [new ScoreSpec("one", [new MetricSpec("one")])],
                },
                Plugins = PluginRegistry.WithBuiltIns().Add(engine).Add(new FunctionMetric("one", "1", (_, _) => ValueTask.FromResult(new MetricResult(1)))),
                Datasets = new Dictionary<string, IDatasetSource> { ["all"] = new Numbers(items) },
                Name = "Priced",
            },
            cancellationToken: TestContext.Current.CancellationToken);
    }

    private sealed class Numbers(int count) : IDatasetSource
    {
        public async IAsyncEnumerable<Item> ReadAsync(string projectDirectory, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            for (var i = 0; i < count; i++)
                yield return new Item($"{i}", i, Encoding.UTF8.GetBytes($"{i}"));
        }
    }
}
