namespace Assay;

/// <summary>
/// Declares an experiment: a class with the members of a benchmark whose slices become an experiment's tasks. It has no tests, snapshots
/// or gates: a program runs what its <c>CreateExperiment()</c> gives. The class must be partial.
/// </summary>
/// <param name="id">Unique within the project, also among benchmarks: lower-case words joined by hyphens.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class ExperimentAttribute(string id) : Attribute
{
    /// <summary>The id.</summary>
    public string Id { get; } = id;

    /// <summary>How many candidates each trial generates; at least 1, and 1 by default.</summary>
    public int Samples { get; init; } = 1;
}
