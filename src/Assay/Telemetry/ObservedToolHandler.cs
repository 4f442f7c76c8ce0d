using System.Text.Json;
using Assay.Contracts;

namespace Assay.Telemetry;

/// <summary>A tool's handler that tells of its calls while they happen.</summary>
/// <param name="handler">The handler.</param>
/// <param name="trace">The generation in which it is called.</param>
/// <param name="publisher">Told of the calls.</param>
internal sealed class ObservedToolHandler(IToolHandler handler, GenerationTrace trace, TelemetryPublisher publisher) : IToolHandler
{
    /// <inheritdoc/>
    public string Id => handler.Id;

    /// <inheritdoc/>
    public string Version => handler.Version;

    /// <inheritdoc/>
    public async ValueTask<string> InvokeAsync(JsonElement arguments, EngineRequest request, CancellationToken cancellationToken)
    {
        var call = publisher.ToolStarted(trace, handler.Id, arguments);
        try
        {
            var result = await handler.InvokeAsync(arguments, request, cancellationToken);
            publisher.ToolEnded(call, result);
            return result;
        }
        catch (Exception exception)
        {
            publisher.ToolFailed(call, exception);
            throw;
        }
    }
}
