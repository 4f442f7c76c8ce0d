namespace Assay;

/// <summary>
/// Declares a slice on a static property or method that gives its items: a <see cref="Dataset{T}"/> or a sequence. Each slice becomes one
/// test. Without any of the choices below it uses all items: filters apply first, then the choice; <c>docs/sampling.md</c> says how items
/// are drawn. A method with parameters gives one slice for each of its <see cref="CaseAttribute"/>s.
/// </summary>
/// <param name="id">Unique within the benchmark. Where the slice has cases, <c>{parameter}</c> is filled in from each.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method, AllowMultiple = false)]
public sealed class SliceAttribute(string id) : Attribute
{
    /// <summary>The id.</summary>
    public string Id { get; } = id;

    /// <summary>The prompt variants it uses, by id or by <c>nameof</c>; none here and none in <see cref="Families"/> means all.</summary>
    public string[] Prompts { get; init; } = [];

    /// <summary>The prompt variants it uses, by family.</summary>
    public string[] Families { get; init; } = [];

    /// <summary>The scores it computes, by id or by <c>nameof</c>; none means all.</summary>
    public string[] Scores { get; init; } = [];

    /// <summary>The tools that models may call, by id or by <c>nameof</c>: those of the class, of the project's file or of a registry; none means none.</summary>
    public string[] Tools { get; init; } = [];

    /// <summary>The MCP servers of the project's file whose tools models may call, by id; none means none.</summary>
    public string[] McpServers { get; init; } = [];

    /// <summary>Values by which results may be grouped, each as <c>key=value</c>; the parameters of a case are dimensions without being named here.</summary>
    public string[] Dimensions { get; init; } = [];

    /// <summary>How many candidates each trial generates here, at least 1; the benchmark's number where it is not written.</summary>
    public int Samples { get; init; }

    /// <summary>How many items to take: the first ones, or a sample where <see cref="Seed"/> or <see cref="Stratify"/> is written; all where it is not written.</summary>
    public int Take { get; init; }

    /// <summary>Draws the items that <see cref="Take"/> counts at random, the same for the same seed; where it is not written, the first ones are taken.</summary>
    public long Seed { get; init; }

    /// <summary>The item's field, by path or by <c>nameof</c>, each of whose values gets a fair share of <see cref="Take"/>; null for none.</summary>
    public string? Stratify { get; init; }

    /// <summary>The ids of the items to take; none means that ids do not matter.</summary>
    public string[] Ids { get; init; } = [];

    /// <summary>Fields with the values that items must have, each as <c>field=value</c> and compared as text.</summary>
    public string[] Where { get; init; } = [];

    /// <summary>The fields that items keep, where they are <see cref="System.Text.Json.JsonElement"/>s; none keeps all.</summary>
    public string[] Fields { get; init; } = [];

    /// <summary>The item's field, by path or by <c>nameof</c>, whose equal values make items depend on each other, such as the passage that several questions are about; null where all are independent.</summary>
    public string? Cluster { get; init; }
}
