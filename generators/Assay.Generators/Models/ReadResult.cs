namespace Assay.Generators.Models;

/// <summary>What reading a class gives the generator; nulls where the class is refused as a whole.</summary>
internal sealed record ReadResult(BenchmarkModel? Benchmark, PlacesModel? Places)
{
    public static ReadResult Nothing { get; } = new(null, null);

    /// <summary>The prompts of a class that others take in; null where it is none.</summary>
    public BenchmarkModel? Part { get; init; }
}
