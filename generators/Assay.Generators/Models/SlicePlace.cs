namespace Assay.Generators.Models;

/// <summary>A slice's line, from 1.</summary>
internal readonly record struct SlicePlace(string Slice, int Line);
