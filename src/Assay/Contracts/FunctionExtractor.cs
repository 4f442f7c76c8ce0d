using System.Text.Json;

namespace Assay.Contracts;

/// <summary>An extractor that is a function without settings.</summary>
/// <param name="id">The id that a parse names.</param>
/// <param name="version">The version or code digest.</param>
/// <param name="function">What extracts; called concurrently.</param>
public sealed class FunctionExtractor(string id, string version, BoundExtractor function) : IExtractor
{
    /// <inheritdoc/>
    public string Id { get; } = id;

    /// <inheritdoc/>
    public string Version { get; } = version;

    /// <inheritdoc/>
    public BoundExtractor Bind(JsonElement? config) => function;
}
