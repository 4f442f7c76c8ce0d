using System.Text.Json;

namespace Assay.Contracts;

/// <summary>A tool's handler that is a function.</summary>
/// <param name="id">The id of the tool that it handles.</param>
/// <param name="version">The version or code digest.</param>
/// <param name="function">Gives what the model reads; called concurrently.</param>
public sealed class FunctionToolHandler(
    string id,
    string version,
    Func<JsonElement, EngineRequest, CancellationToken, ValueTask<string>> function) : IToolHandler
{
    /// <inheritdoc/>
    public string Id { get; } = id;

    /// <inheritdoc/>
    public string Version { get; } = version;

    /// <inheritdoc/>
    public ValueTask<string> InvokeAsync(JsonElement arguments, EngineRequest request, CancellationToken cancellationToken) => function(arguments, request, cancellationToken);
}
