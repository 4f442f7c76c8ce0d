using System.Diagnostics.CodeAnalysis;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.AI;

/// <summary>Registers chat models and functions.</summary>
public static class ChatPluginExtensions
{
    /// <summary>Registers an engine that asks a client.</summary>
    /// <param name="plugins">The registry.</param>
    /// <param name="id">The id that a model's provider names.</param>
    /// <param name="client">The client; it stays the caller's to dispose.</param>
    /// <param name="options">How it is asked; the defaults when null.</param>
    /// <exception cref="AssayException">An engine of that id is registered here, or an option is out of range.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The registry keeps the engine for as long as there are runs.")]
    public static PluginRegistry AddChatClient(this PluginRegistry plugins, string id, IChatClient client, ChatEngineOptions? options = null) =>
        plugins.Add(new ChatEngine(id, client, options));

    /// <summary>Registers a function as a tool, which slices name by the function's name.</summary>
    /// <param name="plugins">The registry.</param>
    /// <param name="function">The function.</param>
    /// <param name="version">The version; stored with each run that may call it, not part of identity.</param>
    /// <exception cref="AssayException">A tool of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public static PluginRegistry AddFunction(this PluginRegistry plugins, AIFunction function, string version = "1")
    {
        var handler = new AIFunctionHandler(function, version);
        return plugins.Add(handler.ToSpec(), handler);
    }

    /// <summary>Registers an engine that runs an agent.</summary>
    /// <param name="plugins">The registry.</param>
    /// <param name="id">The id that a model's provider names.</param>
    /// <param name="agent">The agent; run concurrently, each run in a session of its own.</param>
    /// <param name="options">How it is run; the defaults when null.</param>
    /// <exception cref="AssayException">An engine of that id is registered here, or an option is out of range.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The registry keeps the engine for as long as there are runs.")]
    public static PluginRegistry AddAgent(this PluginRegistry plugins, string id, AIAgent agent, AgentEngineOptions? options = null) => plugins.Add(new AgentEngine(id, agent, options));

    /// <summary>Registers an MCP server, whose tools models may call in the slices that name it among their MCP servers.</summary>
    /// <param name="plugins">The registry.</param>
    /// <param name="id">The id that slices name.</param>
    /// <param name="spec">How it is reached, and what it is expected to offer.</param>
    /// <exception cref="AssayException">
    /// A server of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>; or the spec gives neither a command nor an address, or both: <see cref="ErrorCode.OptionInvalid"/>.
    /// </exception>
    public static PluginRegistry AddMcpServer(this PluginRegistry plugins, string id, McpSpec spec) => plugins.Add(new McpToolServer(id, spec));

    /// <summary>Registers an engine that asks the container's client: the one whose key is the engine's id, or the plain one where there is none.</summary>
    /// <param name="services">The container.</param>
    /// <param name="id">The id that a model's provider names.</param>
    /// <param name="options">How it is asked; the defaults when null.</param>
    public static IServiceCollection AddAssayChatEngine(this IServiceCollection services, string id, ChatEngineOptions? options = null) =>
        services.AddKeyedSingleton<IEngine>(id, (provider, _) => new ChatEngine(id, provider.GetKeyedService<IChatClient>(id) ?? provider.GetRequiredService<IChatClient>(), options));

    /// <summary>Registers an engine that runs the container's agent: the one whose key is the engine's id, or the plain one where there is none.</summary>
    /// <param name="services">The container.</param>
    /// <param name="id">The id that a model's provider names.</param>
    /// <param name="options">How it is run; the defaults when null.</param>
    public static IServiceCollection AddAssayAgent(this IServiceCollection services, string id, AgentEngineOptions? options = null) =>
        services.AddKeyedSingleton<IEngine>(id, (provider, _) => new AgentEngine(id, provider.GetKeyedService<AIAgent>(id) ?? provider.GetRequiredService<AIAgent>(), options));

    /// <summary>Registers an engine that embeds through a generator, for judges that ask for embeddings.</summary>
    /// <param name="plugins">The registry.</param>
    /// <param name="id">The id that a model's provider names.</param>
    /// <param name="generator">The generator; it stays the caller's to dispose.</param>
    /// <param name="options">How it is asked; the defaults when null.</param>
    /// <exception cref="AssayException">An engine of that id is registered here, or an option is out of range.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The registry keeps the engine for as long as there are runs.")]
    public static PluginRegistry AddEmbeddings(this PluginRegistry plugins, string id, IEmbeddingGenerator<string, Embedding<float>> generator, EmbeddingOptions? options = null) =>
        plugins.Add(new EmbeddingEngine(id, generator, options));

    /// <summary>Registers an engine that embeds through the container's generator: the one whose key is the engine's id, or the plain one where there is none.</summary>
    /// <param name="services">The container.</param>
    /// <param name="id">The id that a model's provider names.</param>
    /// <param name="options">How it is asked; the defaults when null.</param>
    public static IServiceCollection AddAssayEmbeddings(this IServiceCollection services, string id, EmbeddingOptions? options = null) =>
        services.AddKeyedSingleton<IEngine>(id, (provider, _) => new EmbeddingEngine(
            id, provider.GetKeyedService<IEmbeddingGenerator<string, Embedding<float>>>(id) ?? provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>(), options));

    /// <summary>Has the project's configured providers made into engines.</summary>
    /// <param name="services">The container.</param>
    public static IServiceCollection AddAssayChatProviders(this IServiceCollection services) => services.AddSingleton<IEngineFactory, ChatEngineFactory>();
}
