using Assay.Errors;
using Microsoft.Extensions.AI;

namespace Assay.AI;

/// <summary>Counts the answers and calls of a run while it is under way, and stops it before the call that is too much.</summary>
/// <param name="engine">The engine's id.</param>
/// <param name="options">The limits.</param>
internal sealed class AgentLimits(string engine, AgentEngineOptions options)
{
    private readonly HashSet<string> calls = new(StringComparer.Ordinal);
    private int answers;
    private bool answering;

    /// <summary>Counts what was said.</summary>
    /// <exception cref="EngineException"><see cref="ErrorCode.ToolLimit"/>: it is too much.</exception>
    public void See(IEnumerable<AIContent> contents)
    {
        foreach (var content in contents)
        {
            if (content is FunctionResultContent)
                answering = false;
            else if (!answering && (content is TextContent { Text.Length: > 0 } or FunctionCallContent))
                Begin();
            if (content is FunctionCallContent call && calls.Add(call.CallId) && calls.Count > options.MaxToolCalls)
                throw Endless($"called tools more than {options.MaxToolCalls} times for one answer; raise {nameof(AgentEngineOptions.MaxToolCalls)}, or mend the agent");
        }
    }

    private void Begin()
    {
        answering = true;
        if (++answers > options.MaxTurns)
            throw Endless($"answered {options.MaxTurns} times and still went on; raise {nameof(AgentEngineOptions.MaxTurns)}, or mend the agent");
    }

    private EngineException Endless(string what) => new(ErrorCode.ToolLimit, $"The agent '{engine}' {what}.");
}
