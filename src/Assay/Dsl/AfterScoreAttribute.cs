namespace Assay;

/// <summary>
/// Runs a static method after each metric. It takes any of the item, the <see cref="Contracts.MetricResult"/>, the <see cref="Contracts.MetricContext"/>, the <see cref="Output"/>, an <see cref="Contracts.EvaluationHookContext"/> and a <see cref="CancellationToken"/>, and returns the result, or its value, that is recorded instead, or
/// nothing, also as a task. Its code is part of the identity of what it stands around.
/// </summary>
/// <param name="id">Unique among the hooks of this kind; hooks of one id at several points are one hook.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class AfterScoreAttribute(string id) : Attribute
{
    /// <summary>The id.</summary>
    public string Id { get; } = id;

    /// <summary>Takes the place of the digest of the code in its identity; null uses the digest.</summary>
    public string? Version { get; init; }
}
