namespace Assay.Specs;

/// <summary>A registered metric with its settings.</summary>
/// <param name="Id">The metric's registered id.</param>
public sealed record MetricSpec(string Id)
{
    /// <summary>The metric's version or code digest; part of identity. Null takes the registered one.</summary>
    public string? Version { get; init; }

    /// <summary>The metric's settings; null for none.</summary>
    public JsonValue? Config { get; init; }
}
