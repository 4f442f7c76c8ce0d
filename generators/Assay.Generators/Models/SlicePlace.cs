namespace Assay.Generators.Models;

/// <summary>A slice's line, from 1.</summary>
internal sealed record SlicePlace(string Slice, int Line);
