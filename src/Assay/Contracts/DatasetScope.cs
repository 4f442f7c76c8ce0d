using Assay.Specs;

namespace Assay.Contracts;

/// <summary>Whose items are asked for.</summary>
/// <param name="ExperimentId">The experiment's id; the benchmark's when one was compiled.</param>
/// <param name="TaskId">The task's id; the slice's when a benchmark was compiled.</param>
/// <param name="Dataset">The data as the spec names it.</param>
/// <param name="ProjectDirectory">The folder against which relative paths are resolved.</param>
public sealed record DatasetScope(string ExperimentId, string TaskId, DatasetSpec Dataset, string ProjectDirectory)
{
    /// <summary>The values by which the task's results may be grouped.</summary>
    public ValueMap<string> Dimensions { get; init; } = ValueMap<string>.Empty;
}
