namespace Assay;

/// <summary>
/// Declares a tool on a static method: models may call it in the slices that name it. Its parameters are the tool's arguments, described to
/// the model by a JSON schema that the compiler makes of their types and of <see cref="System.ComponentModel.DescriptionAttribute"/>; one with
/// a default value may be left out. The item, an <see cref="Contracts.EngineRequest"/> and a <see cref="CancellationToken"/> are no arguments.
/// It returns a text, number, truth value or <see cref="System.Text.Json.JsonElement"/>, also as a task; what it throws, the model is told.
/// </summary>
/// <param name="id">Unique within the benchmark; what the model calls.</param>
/// <param name="description">What the model is told that it does.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class ToolAttribute(string id, string description) : Attribute
{
    /// <summary>The id.</summary>
    public string Id { get; } = id;

    /// <summary>What the model is told that it does.</summary>
    public string Description { get; } = description;

    /// <summary>Takes the place of the digest of the code in its version, which is stored with each run; null uses the digest.</summary>
    public string? Version { get; init; }
}
