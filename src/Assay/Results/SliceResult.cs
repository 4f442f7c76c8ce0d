using Assay.Specs;

namespace Assay.Results;

/// <summary>What a slice's run found, in the order of the matrix.</summary>
/// <param name="Benchmark">The benchmark's spec.</param>
/// <param name="Slice">The slice's id.</param>
/// <param name="Scores">All scores; models outermost, then prompt variants, params, items and metrics. Those of the whole slice come last.</param>
public sealed record SliceResult(BenchmarkSpec Benchmark, string Slice, IReadOnlyList<ItemScore> Scores)
{
    /// <summary>Why scores of the whole slice failed, one sentence each; empty where none did.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];
}
