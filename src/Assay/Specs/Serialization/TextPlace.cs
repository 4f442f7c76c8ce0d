namespace Assay.Specs.Serialization;

/// <summary>A place in a text.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">In UTF-16 code units, from 1.</param>
internal readonly record struct TextPlace(int Line, int Column);
