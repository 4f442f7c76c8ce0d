using System.Text.Json;
using Assay.Contracts;
using Assay.Runtime;
using Microsoft.Extensions.AI;

namespace Assay.AI;

/// <summary>How a <see cref="ChatEngine"/> asks.</summary>
public sealed record ChatEngineOptions
{
    /// <summary>The version, which is part of every generation's identity: raise it when answers would change though model, prompt and params are the same; <c>1</c> by default.</summary>
    public string Version { get; init; } = "1";

    /// <summary>Whether a call costs money, so that it is made in <c>Run</c> mode alone; true by default.</summary>
    public bool IsPaid { get; init; } = true;

    /// <summary>Whether answers are streamed, which measures the time to the first token; true by default.</summary>
    public bool Stream { get; init; } = true;

    /// <summary>What the models can do: all but log probabilities and MCP servers by default.</summary>
    public EngineCapabilities Capabilities { get; init; } = EngineCapabilities.Unknown with { Logprobs = false, McpServers = false };

    /// <summary>How long one attempt may take, waiting for the limits left out; 2 minutes by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How many calls may be under way at once, at least 1; fewer while the provider asks for fewer. 32 by default.</summary>
    public int MaxConcurrency { get; init; } = 32;

    /// <summary>How many calls may begin within a minute, at least 1; null, the default, for any number.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>How many tokens may be read and generated within a minute, at least 1; null, the default, for any number.</summary>
    public int? TokensPerMinute { get; init; }

    /// <summary>How often a model may be asked for one answer, tool results in between, at least 1; 10 by default.</summary>
    public int MaxTurns { get; init; } = 10;

    /// <summary>How many calls of tools one answer may take, at least 1; 50 by default.</summary>
    public int MaxToolCalls { get; init; } = 50;

    /// <summary>How long one call of a tool may take; 1 minute by default. The model is told of one that took longer.</summary>
    public TimeSpan ToolTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The role by which the developer's instructions are sent: <c>developer</c> by default, which not every client knows.</summary>
    public ChatRole DeveloperRole { get; init; } = new("developer");

    /// <summary>Whether every whole answer says why it ended, so that one without a reason was cut off; false by default, for clients differ.</summary>
    public bool AlwaysFinishes { get; init; }

    /// <summary>Keys and the like, which are taken out of failures and of what is recorded, as are those of <see cref="RuntimeContext.Secrets"/>; none by default.</summary>
    public IReadOnlyList<Secret> Secrets { get; init; } = [];

    /// <summary>Where models are asked, for the record of runs; null, the default, asks the client.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Adds settings that only this provider knows to what is asked, called even where there are none; null, the default, adds them to <see cref="ChatOptions.AdditionalProperties"/>.</summary>
    public Action<ChatOptions, IReadOnlyDictionary<string, JsonElement>>? AddExtras { get; init; }

    /// <summary>Embeds for judges that ask this engine's id for embeddings; null, the default, for none. The engine disposes it.</summary>
    public EmbeddingEngine? Embeddings { get; init; }

    /// <summary>The provider's interface of batches, see <see cref="IEngine.Batches"/>; null, the default, for none. The engine disposes it where it can be.</summary>
    public IBatchEndpoint? Batches { get; init; }

    /// <summary>The clock; the system's by default. The limits per minute have a clock of their own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
