namespace Assay.Specs;

/// <summary>A named part of a benchmark with data of its own: what becomes one test.</summary>
/// <param name="Id">Unique within the benchmark.</param>
/// <param name="Dataset">Its data.</param>
public sealed record SliceSpec(string Id, DatasetSpec Dataset)
{
    /// <summary>Which items it uses; all by default.</summary>
    public DatasetQuery Query { get; init; } = DatasetQuery.All;

    /// <summary>The prompt variants it uses, by id; empty with no <see cref="Families"/> means all.</summary>
    public ValueList<string> Prompts { get; init; } = [];

    /// <summary>The prompt variants it uses, by family, besides <see cref="Prompts"/>.</summary>
    public ValueList<string> Families { get; init; } = [];

    /// <summary>The scores it computes, by id; empty means all.</summary>
    public ValueList<string> Scores { get; init; } = [];

    /// <summary>How many candidates each trial generates here; null takes the benchmark's number.</summary>
    public int? Samples { get; init; }

    /// <summary>The tools that models may call here, by the ids that the project or a registry gives them, in order; part of a generation's identity.</summary>
    public ValueList<string> Tools { get; init; } = [];

    /// <summary>The project's MCP servers whose tools models may call here, by id, in order; part of a generation's identity.</summary>
    public ValueList<string> McpServers { get; init; } = [];

    /// <summary>Values by which results may be grouped, such as <c>lang</c>: <c>en</c>.</summary>
    public ValueMap<string> Dimensions { get; init; } = ValueMap<string>.Empty;

    /// <summary>The item field whose equal values make items depend on each other; null when all are independent.</summary>
    public string? Cluster { get; init; }
}
