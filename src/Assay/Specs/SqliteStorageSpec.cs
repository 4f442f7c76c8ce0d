namespace Assay.Specs;

/// <summary>A SQLite file in a folder.</summary>
public sealed record SqliteStorageSpec : StorageSpec
{
    /// <summary>The folder, absolute or relative to the project file's; <c>.assay</c> by default.</summary>
    public string RootDir { get; init; } = ".assay";
}
