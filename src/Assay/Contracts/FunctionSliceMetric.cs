using System.Text.Json;

namespace Assay.Contracts;

/// <summary>A metric of a whole slice that is a function without settings.</summary>
/// <param name="id">The id that a score names.</param>
/// <param name="version">The version or code digest.</param>
/// <param name="function">What scores; called concurrently.</param>
public sealed class FunctionSliceMetric(string id, string version, BoundSliceMetric function) : ISliceMetric
{
    /// <inheritdoc/>
    public string Id { get; } = id;

    /// <inheritdoc/>
    public string Version { get; } = version;

    /// <inheritdoc/>
    public BoundSliceMetric Bind(JsonElement? config) => function;
}
