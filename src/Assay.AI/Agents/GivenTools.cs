using System.Text.Json;
using Assay.AI.Tools;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;
using Microsoft.Extensions.AI;

namespace Assay.AI;

/// <summary>The tools of a slice as functions, for an agent to call: what goes wrong with a call is told to the model in the same words everywhere.</summary>
/// <param name="request">What the engine was asked.</param>
/// <param name="caller">Calls the handlers.</param>
internal sealed class GivenTools(EngineRequest request, ToolCaller caller)
{
    private volatile EngineException? failure;

    /// <summary>The functions, in order.</summary>
    public IReadOnlyList<AIFunction> Functions => [.. request.Tools.Select(tool => new Function(tool, this))];

    /// <summary>What must end the run, whatever the agent makes of it; null for nothing.</summary>
    public EngineException? Failure => failure;

    private async ValueTask<object?> CallAsync(string tool, AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        try
        {
            return await caller.CallAsync(new FunctionCallContent("", tool, new Dictionary<string, object?>(arguments)), request, cancellationToken);
        }
        catch (EngineException exception)
        {
            failure = exception;
            throw;
        }
    }

    private sealed class Function(ToolSpec tool, GivenTools given) : AIFunction
    {
        private static readonly JsonElement NoArguments = JsonElement.Parse("""{"type":"object","properties":{}}""");

        public override string Name => tool.Id;

        public override string Description => tool.Description;

        public override JsonElement JsonSchema => tool.InputSchema?.Element ?? NoArguments;

        protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) => given.CallAsync(tool.Id, arguments, cancellationToken);
    }
}
