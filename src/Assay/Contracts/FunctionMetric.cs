using System.Text.Json;

namespace Assay.Contracts;

/// <summary>A metric that is a function without settings.</summary>
/// <param name="id">The id that a score names.</param>
/// <param name="version">The version or code digest.</param>
/// <param name="function">What scores; called concurrently.</param>
public sealed class FunctionMetric(string id, string version, BoundMetric function) : IMetric
{
    /// <inheritdoc/>
    public string Id { get; } = id;

    /// <inheritdoc/>
    public string Version { get; } = version;

    /// <inheritdoc/>
    public bool ReadsFailures { get; init; }

    /// <inheritdoc/>
    public BoundMetric Bind(JsonElement? config) => function;
}
