using Assay.Results;
using Assay.Specs;

namespace Assay.Tests.Results;

/// <summary>Runs experiments on a real store and reads their results.</summary>
internal static class Runs
{
    public static async Task<BenchmarkResult> BenchmarkAsync(Orchestrator orchestrator, RunSource source, RunStages stages = RunStages.All)
    {
        var (run, outcome) = await orchestrator.ExecuteAsync(source, stages, null, TestContext.Current.CancellationToken);
        return BenchmarkResult.Of(ResultSource.Of(run, outcome.State), source.Benchmark!);
    }

    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> all)
    {
        var list = new List<T>();
        await foreach (var one in all)
            list.Add(one);
        return list;
    }
}
