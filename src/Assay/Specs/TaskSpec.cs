namespace Assay.Specs;

/// <summary>What an experiment runs: one data set with the prompts, parses and scores that apply to it, all resolved.</summary>
/// <param name="Id">Unique within the experiment; the slice's id when a benchmark was compiled.</param>
/// <param name="Dataset">Its data.</param>
public sealed record TaskSpec(string Id, DatasetSpec Dataset)
{
    /// <summary>Which items it uses.</summary>
    public DatasetQuery Query { get; init; } = DatasetQuery.All;

    /// <summary>The prompt variants, in the order of the matrix; empty when every engine reads items alone.</summary>
    public ValueList<PromptSpec> Prompts { get; init; } = [];

    /// <summary>The parses that its scores name.</summary>
    public ValueList<ParseSpec> Parses { get; init; } = [];

    /// <summary>The scores.</summary>
    public ValueList<ScoreSpec> Scores { get; init; } = [];

    /// <summary>How many candidates each trial generates here; null takes the experiment's number.</summary>
    public int? Samples { get; init; }

    /// <summary>The tools that models may call, by the ids that the project or a registry gives them, in order.</summary>
    public ValueList<string> Tools { get; init; } = [];

    /// <summary>The project's MCP servers whose tools models may call, by id, in order.</summary>
    public ValueList<string> McpServers { get; init; } = [];

    /// <summary>Values by which results may be grouped.</summary>
    public ValueMap<string> Dimensions { get; init; } = ValueMap<string>.Empty;

    /// <summary>The item field whose equal values make items depend on each other; null when all are independent.</summary>
    public string? Cluster { get; init; }
}
