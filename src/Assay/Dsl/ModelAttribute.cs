namespace Assay;

/// <summary>Declares a model; models are run in the order of their attributes.</summary>
/// <param name="id">Unique within the benchmark; what tables and snapshots show.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ModelAttribute(string id) : Attribute
{
    /// <summary>The id.</summary>
    public string Id { get; } = id;

    /// <summary>The id of the engine that runs it; by default the engine of the same id as the model.</summary>
    public string? Provider { get; init; }

    /// <summary>The name that the provider knows it by; by default the id.</summary>
    public string? Name { get; init; }

    /// <summary>Settings that the engine understands, each as <c>key=value</c>; a value that is JSON is taken as such, any other as text.</summary>
    public string[] Extras { get; init; } = [];
}
