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

    /// <summary>What items depend on each other by: a name of each item's cluster, by item id; empty where all are independent.</summary>
    public IReadOnlyDictionary<string, string> Clusters { get; init; } = new Dictionary<string, string>();

    /// <summary>What generations took, as far as the benchmark has limits on it and the store knows.</summary>
    public IReadOnlyList<MeasuredFigure> Measures { get; init; } = [];

    /// <summary>What makes scores incomparable with the verified ones, though their rows are the same; none by default.</summary>
    public IReadOnlyList<MeasureChange> Changes { get; init; } = [];

    /// <summary>Scores of more samples, taken of some items to confirm a regression: with the samples that <see cref="Scores"/> lacks alone.</summary>
    public IReadOnlyList<ItemScore> Resampled { get; init; } = [];
}
