using System.Text.Json;

namespace Assay.Contracts;

/// <summary>Does what a tool says it does. Called concurrently; must be safe for that.</summary>
public interface IToolHandler
{
    /// <summary>The id of the tool that it handles, see <see cref="Specs.ToolSpec"/>.</summary>
    string Id { get; }

    /// <summary>The version or code digest; stored with each run that may call it, not part of identity.</summary>
    string Version { get; }

    /// <summary>Handles one call.</summary>
    /// <param name="arguments">The arguments as the model gave them; not checked against the tool's schema.</param>
    /// <param name="request">What the engine was asked when the model called the tool.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The result as text or JSON, which the model reads. What is thrown is told to the model as the tool's failure, by the engine that calls it.</returns>
    ValueTask<string> InvokeAsync(JsonElement arguments, EngineRequest request, CancellationToken cancellationToken);
}
