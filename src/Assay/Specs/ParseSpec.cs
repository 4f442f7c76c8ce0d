namespace Assay.Specs;

/// <summary>A way to read a value from an output: extractors tried in order until one succeeds.</summary>
/// <param name="Id">Unique within the benchmark; not part of identity.</param>
/// <param name="Extractors">At least one.</param>
public sealed record ParseSpec(string Id, ValueList<ExtractorSpec> Extractors);
