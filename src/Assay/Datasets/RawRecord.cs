namespace Assay.Datasets;

/// <summary>One record of a file as JSON, not yet read into a type.</summary>
/// <param name="Json">The record's UTF-8; valid, and free to be changed, until the next record is asked for.</param>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Column">The column at which it begins, from 1; 0 where the JSON was made from another format.</param>
internal readonly record struct RawRecord(Memory<byte> Json, int Line, int Column);
