using Assay.Runtime;
using Assay.Specs;

namespace Assay.Contracts;

/// <summary>What an engine is asked.</summary>
/// <param name="Model">The model.</param>
/// <param name="Params">The inference params.</param>
/// <param name="Prompt">The rendered prompt; <see cref="Assay.Prompt.Empty"/> where the task has no prompts.</param>
/// <param name="Item">The item.</param>
/// <param name="Seed">The candidate's seed, a function of project seed, trial and sample index; not negative.</param>
/// <param name="SampleIndex">Which candidate of its trial, from 0.</param>
public sealed record EngineRequest(
    ModelSpec Model,
    InferenceParams Params,
    Prompt Prompt,
    Item Item,
    long Seed,
    int SampleIndex)
{
    /// <summary>What belongs to this run alone and never to identity: secrets, settings, handlers of tools; empty by default.</summary>
    public RuntimeContext Runtime { get; init; } = RuntimeContext.Empty;

    /// <summary>What the call may still spend; null where the run has no budget.</summary>
    public ICallBudget? Budget { get; init; }

    /// <summary>The tools that the model may call; their handlers are among <see cref="RuntimeContext.ToolHandlers"/>. Empty by default.</summary>
    public ValueList<ToolSpec> Tools { get; init; } = [];

    /// <summary>The MCP servers whose tools the model may call; empty by default.</summary>
    public ValueList<McpServerSpec> McpServers { get; init; } = [];
}
