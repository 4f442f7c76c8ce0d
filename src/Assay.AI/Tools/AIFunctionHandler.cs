using System.Text.Json;
using Assay.AI.Tools;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;
using Microsoft.Extensions.AI;

namespace Assay.AI;

/// <summary>A tool's handler that calls an <see cref="AIFunction"/>.</summary>
/// <param name="function">The function; called concurrently.</param>
/// <param name="version">The version; stored with each run that may call it, not part of identity.</param>
public sealed class AIFunctionHandler(AIFunction function, string version) : IToolHandler
{
    /// <inheritdoc/>
    public string Id => function.Name;

    /// <inheritdoc/>
    public string Version { get; } = version;

    /// <summary>What models are told of the function: its name, description and schema.</summary>
    public ToolSpec ToSpec() => new(function.Name, function.Description) { InputSchema = new JsonValue(function.JsonSchema) };

    /// <summary>Calls the function; what it returns is given as text where it is one, else as JSON.</summary>
    /// <exception cref="AssayException">The arguments are no object: <see cref="ErrorCode.ToolArgumentInvalid"/>. What the function throws goes through.</exception>
    public async ValueTask<string> InvokeAsync(JsonElement arguments, EngineRequest request, CancellationToken cancellationToken)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
            throw new AssayException(ErrorCode.ToolArgumentInvalid, $"The arguments of '{function.Name}' are no object; give one as the tool's schema says.");
        var given = new AIFunctionArguments(arguments.EnumerateObject().ToDictionary(static member => member.Name, static member => (object?)member.Value));
        return ToolTexts.Of(await function.InvokeAsync(given, cancellationToken));
    }
}
