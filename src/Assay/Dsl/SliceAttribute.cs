namespace Assay;

/// <summary>Declares a slice on a static property or parameterless method that gives its items: a <see cref="Dataset{T}"/> or a sequence. Each slice becomes one test.</summary>
/// <param name="id">Unique within the benchmark.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method, AllowMultiple = false)]
public sealed class SliceAttribute(string id) : Attribute
{
    /// <summary>The id.</summary>
    public string Id { get; } = id;

    /// <summary>The prompt variants it uses, by id; none here and none in <see cref="Families"/> means all.</summary>
    public string[] Prompts { get; init; } = [];

    /// <summary>The prompt variants it uses, by family.</summary>
    public string[] Families { get; init; } = [];

    /// <summary>The scores it computes, by id; none means all.</summary>
    public string[] Scores { get; init; } = [];

    /// <summary>Values by which results may be grouped, each as <c>key=value</c>.</summary>
    public string[] Dimensions { get; init; } = [];
}
