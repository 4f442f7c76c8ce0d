namespace Assay.Specs;

/// <summary>A slice's data.</summary>
/// <param name="Kind">Where it comes from.</param>
public sealed record DatasetSpec(DatasetKind Kind)
{
    /// <summary>The file, relative to the project's folder, with forward slashes; null for <see cref="DatasetKind.Memory"/>.</summary>
    public string? Path { get; init; }
}
