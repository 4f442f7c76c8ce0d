namespace Assay;

/// <summary>Declares a benchmark. The class must be partial; its members carry the other attributes.</summary>
/// <param name="id">Unique within the project: lower-case words joined by hyphens.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class BenchmarkAttribute(string id) : Attribute
{
    /// <summary>The id.</summary>
    public string Id { get; } = id;

    /// <summary>How many candidates each trial generates; at least 1, and 1 by default.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>What it measures, for people; null for none.</summary>
    public string? Description { get; init; }
}
