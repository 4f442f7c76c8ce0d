using Assay.Contracts;
using Assay.Results;
using Assay.Specs;
using Assay.Tests.Execution;

namespace Assay.Tests.Results;

/// <summary>Runs benchmarks on a real store of its own and reads their results.</summary>
internal sealed class Runs : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Orchestrator orchestrator;

    // Tests of results want their failures recorded, however many there are.
    public Runs() => orchestrator = folder.Open(new ProjectSpec("test") { Execution = new ExecutionPolicy { CircuitBreakerThreshold = int.MaxValue } });

    public string Path => folder.Path;

    public Orchestrator Orchestrator => orchestrator;

    public async Task<BenchmarkResult> RunAsync(BenchmarkDefinition benchmark, RunStages stages = RunStages.All)
    {
        var (run, outcome) = await orchestrator.ExecuteAsync(benchmark, stages, null, TestContext.Current.CancellationToken);
        return BenchmarkResult.Of(ResultSource.Of(run, outcome.State, await orchestrator.GetStorageAsync(TestContext.Current.CancellationToken)), benchmark.Spec);
    }

    public Task<BenchmarkResult> RunAsync(IReadOnlyList<ScoredTrial> trials, string? cluster = null, bool higherIsBetter = true) =>
        RunAsync(ScoredTrial.Benchmark(trials, cluster, higherIsBetter));

    public async ValueTask DisposeAsync()
    {
        await orchestrator.DisposeAsync();
        folder.Dispose();
    }
}
