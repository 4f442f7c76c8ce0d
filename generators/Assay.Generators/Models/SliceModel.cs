using Assay.Generators.Collections;

namespace Assay.Generators.Models;

/// <summary>One <c>[Slice]</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Member">The name of its test without escapes: the member's, and the values of its case.</param>
/// <param name="Access">The expression that gives its data.</param>
/// <param name="IsDataset">Whether that is a data set already, not a sequence.</param>
/// <param name="Prompts">The prompts that it names.</param>
/// <param name="Families">The families of prompts that it names.</param>
/// <param name="Scores">The scores that it names.</param>
/// <param name="Dimensions">Its dimensions, in ordinal order of their keys.</param>
internal sealed record SliceModel(
    string Id,
    string Member,
    string Access,
    bool IsDataset,
    EquatableArray<string> Prompts,
    EquatableArray<string> Families,
    EquatableArray<string> Scores,
    EquatableArray<PairModel> Dimensions)
{
    /// <summary>The tools that it gives to models.</summary>
    public EquatableArray<string> Tools { get; init; }

    /// <summary>The MCP servers that it gives to models.</summary>
    public EquatableArray<string> McpServers { get; init; }

    /// <summary>Which items it uses; null for all.</summary>
    public QueryModel? Query { get; init; }

    /// <summary>Candidates per trial; null for the benchmark's number.</summary>
    public int? Samples { get; init; }

    /// <summary>The field that makes items depend on each other; null for none.</summary>
    public string? Cluster { get; init; }
}
