namespace Assay.Execution;

/// <summary>How far a slice's run is. Counts committed candidates: what is counted survives a crash.</summary>
/// <param name="Benchmark">The benchmark's id.</param>
/// <param name="Slice">The slice's id.</param>
/// <param name="Total">How many candidates the slice has.</param>
/// <param name="Done">How many are finished, failed ones among them.</param>
/// <param name="Reused">How many of these were finished before.</param>
/// <param name="Failed">How many of these have no output.</param>
/// <param name="Elapsed">Since the run began.</param>
public sealed record RunProgress(string Benchmark, string Slice, long Total, long Done, long Reused, long Failed, TimeSpan Elapsed)
{
    /// <summary>What the run waits for, such as another process; null while it works.</summary>
    public string? Waiting { get; init; }

    /// <summary>How many generations are out in a provider's batches; none of them is among <see cref="Done"/>.</summary>
    public long InBatch { get; init; }
}
