namespace Assay.Generators.Models;

/// <summary>What reading a class gives the generator; nulls where the class is refused as a whole.</summary>
internal sealed record ReadResult(BenchmarkModel? Benchmark, PlacesModel? Places);
