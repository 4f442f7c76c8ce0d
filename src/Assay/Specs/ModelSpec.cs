namespace Assay.Specs;

/// <summary>One thing under evaluation.</summary>
/// <param name="Id">Unique within the benchmark; what tables and snapshots show.</param>
/// <param name="Provider">The id of the engine that runs it.</param>
public sealed record ModelSpec(string Id, string Provider)
{
    /// <summary>The name that the provider knows it by; null when that is <see cref="Id"/>.</summary>
    public string? Name { get; init; }

    /// <summary>Settings of this model that the engine understands; part of identity.</summary>
    public ValueMap<JsonValue> Extras { get; init; } = ValueMap<JsonValue>.Empty;

    /// <summary>The name that the provider knows it by.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string WireName => Name ?? Id;
}
