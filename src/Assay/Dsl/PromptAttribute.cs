namespace Assay;

/// <summary>Declares a prompt variant on a static partial method from an item to a <see cref="Prompt"/>; the messages are attributes beside it, in order, and the generator writes the body.</summary>
/// <param name="id">Unique within the benchmark.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class PromptAttribute(string id) : Attribute
{
    /// <summary>The id.</summary>
    public string Id { get; } = id;

    /// <summary>The family by which slices may select it; null for none.</summary>
    public string? Family { get; init; }

    /// <summary>Values for <c>{prompt.key}</c> placeholders, each as <c>key=value</c>, so that variants differ in what their names say.</summary>
    public string[] Variables { get; init; } = [];
}
