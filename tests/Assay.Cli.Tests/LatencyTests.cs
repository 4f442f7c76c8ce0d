using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Assay.Contracts;
using Assay.Specs;

namespace Assay.Cli.Tests;

/// <summary><c>assay latency</c> over generations that took known times.</summary>
public sealed class LatencyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("assay-cli-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Quantiles_are_interpolated_between_the_durations_of_generations()
    {
        await RunAsync(10, 20, 30, 40, 50);

        var (exit, output, _) = await Tool.RunAsync(folder, "latency", "--json");
        var row = JsonNode.Parse(output)!["latency"]![0]!;

        Assert.Equal(0, exit);
        Assert.Equal((30, 30, 46, 48, 49.6, 50), (Value("mean_ms"), Value("p50_ms"), Value("p90_ms"), Value("p95_ms"), Value("p99_ms"), Value("max_ms")));
        Assert.Equal((5, 7), (Value("generations"), Value("first_token_p50_ms")));

        double Value(string name) => Math.Round(row[name]!.GetValue<double>(), 6);
    }

    private async Task RunAsync(params int[] milliseconds)
    {
        var time = new FrozenTime();
        await using var orchestrator = Orchestrator.FromProjectSpec(
            new ProjectSpec("timed") { Execution = new ExecutionPolicy { MaxInFlight = 1 } },
            new OrchestratorOptions { ProjectDirectory = folder, Time = time, ParallelCandidates = 1 });
        var engine = new FunctionEngine("timed", "1", EngineInput.Item, false, (request, _) =>
        {
            time.Advance(TimeSpan.FromMilliseconds((int)request.Item.Value));
            return ValueTask.FromResult(new Output("done") { TimeToFirstToken = TimeSpan.FromMilliseconds(7) });
        });
        await orchestrator.RunBenchmarkAsync(
            new BenchmarkDefinition
            {
                Spec = new BenchmarkSpec("timed")
                {
                    Models = [new ModelSpec("timed", "timed")],
                    Slices = [new SliceSpec("all", new DatasetSpec(DatasetKind.Memory))],
                    Scores = [new ScoreSpec("one", [new MetricSpec("one")])],
                },
                Plugins = PluginRegistry.WithBuiltIns().Add(engine).Add(new FunctionMetric("one", "1", (_, _) => ValueTask.FromResult(new MetricResult(1)))),
                Datasets = new Dictionary<string, IDatasetSource> { ["all"] = new Durations(milliseconds) },
                Name = "Timed",
            },
            cancellationToken: TestContext.Current.CancellationToken);
    }

    private sealed class Durations(int[] milliseconds) : IDatasetSource
    {
        public async IAsyncEnumerable<Item> ReadAsync(string projectDirectory, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            foreach (var one in milliseconds)
                yield return new Item($"{one}", one, Encoding.UTF8.GetBytes($"{one}"));
        }
    }
}
