namespace Assay.Specs;

/// <summary>Which items of a data set a slice uses. Filters apply first, then the choice.</summary>
public sealed record DatasetQuery
{
    /// <summary>All items.</summary>
    public static DatasetQuery All { get; } = new();

    /// <summary>How items are chosen; all by default.</summary>
    public DatasetQueryKind Kind { get; init; }

    /// <summary>How many items a subset or a stratified choice takes; at least 1.</summary>
    public int? Count { get; init; }

    /// <summary>The seed of a sampled choice; null takes the first ones.</summary>
    public long? Seed { get; init; }

    /// <summary>The field whose values are the strata of a stratified choice.</summary>
    public string? Field { get; init; }

    /// <summary>The ids that <see cref="DatasetQueryKind.ItemIds"/> takes.</summary>
    public ValueList<string> ItemIds { get; init; } = [];

    /// <summary>Fields and the values that they must have, compared as text.</summary>
    public ValueMap<string> Where { get; init; } = ValueMap<string>.Empty;

    /// <summary>The fields that items keep; empty keeps all.</summary>
    public ValueList<string> Fields { get; init; } = [];
}
