namespace Assay;

/// <summary>
/// Runs a static method before the engine is asked for a candidate. It takes any of the item, an <see cref="Contracts.EngineRequest"/>, the <see cref="Prompt"/>, an <see cref="Contracts.InferenceHookContext"/> and a <see cref="CancellationToken"/>, and returns the request or the prompt that is asked instead, or
/// nothing, also as a task. Its code is part of the identity of what it stands around.
/// </summary>
/// <param name="id">Unique among the hooks of this kind; hooks of one id at several points are one hook.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class BeforeInferenceAttribute(string id) : Attribute
{
    /// <summary>The id.</summary>
    public string Id { get; } = id;

    /// <summary>Takes the place of the digest of the code in its identity; null uses the digest.</summary>
    public string? Version { get; init; }
}
