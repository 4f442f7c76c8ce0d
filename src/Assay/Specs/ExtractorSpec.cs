namespace Assay.Specs;

/// <summary>One step of a parse: a registered extractor with its settings.</summary>
/// <param name="Id">The extractor's registered id.</param>
public sealed record ExtractorSpec(string Id)
{
    /// <summary>The extractor's version or code digest; part of identity. Null takes the registered one.</summary>
    public string? Version { get; init; }

    /// <summary>The extractor's settings; null for none.</summary>
    public JsonValue? Config { get; init; }
}
