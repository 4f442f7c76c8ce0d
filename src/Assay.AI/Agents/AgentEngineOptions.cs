using Assay.Contracts;
using Assay.Runtime;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Assay.AI;

/// <summary>How an <see cref="AgentEngine"/> runs its agent.</summary>
public sealed record AgentEngineOptions
{
    /// <summary>The version, which is part of every generation's identity: raise it when the agent's instructions, model or tools change, for nothing of them is seen; <c>1</c> by default.</summary>
    public string Version { get; init; } = "1";

    /// <summary>Whether a run of the agent costs money, so that it is made in <c>Run</c> mode alone; true by default.</summary>
    public bool IsPaid { get; init; } = true;

    /// <summary>How long one run of the agent may take, with its tools, later turns included; 10 minutes by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many runs of the agent may be under way at once, at least 1; 32 by default.</summary>
    public int MaxConcurrency { get; init; } = 32;

    /// <summary>How many answers the agent's model may give for one turn of the prompt, results of tools in between, at least 1; 10 by default.</summary>
    public int MaxTurns { get; init; } = 10;

    /// <summary>How many calls of tools one turn of the prompt may take, at least 1; 50 by default.</summary>
    public int MaxToolCalls { get; init; } = 50;

    /// <summary>How long one call of a tool of the slice may take; 1 minute by default. The agent's own tools have limits of their own.</summary>
    public TimeSpan ToolTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The role by which the developer's instructions are sent: <c>system</c> by default.</summary>
    public ChatRole DeveloperRole { get; init; } = ChatRole.System;

    /// <summary>
    /// Makes the options of a run out of what the engine is asked and the tools of the slice, MCP servers' among them; null, the default, for an agent
    /// that has its own tools and params alone: a slice with tools is then refused when it is planned, and params but for the response format when it runs.
    /// For a <c>ChatClientAgent</c>: <c>(request, tools) => new ChatClientAgentRunOptions(new ChatOptions { Tools = [.. tools] })</c>.
    /// </summary>
    public Func<EngineRequest, IReadOnlyList<AIFunction>, AgentRunOptions>? RunOptions { get; init; }

    /// <summary>Keys and the like, which are taken out of failures and of what is recorded, as are those of <see cref="RuntimeContext.Secrets"/>; none by default.</summary>
    public IReadOnlyList<Secret> Secrets { get; init; } = [];

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
