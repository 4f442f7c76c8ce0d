using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;

namespace Assay.AI;

/// <summary>
/// Makes engines of the providers in a project file: <c>openai</c>, <c>openai_compatible</c>, <c>azure_openai</c> (its address ends in
/// <c>/openai/v1</c>), <c>ollama</c> and <c>anthropic</c>; and servers of tools of its <c>[mcp.ID]</c>.
/// </summary>
public sealed class ChatEngineFactory : IEngineFactory, IToolServerFactory
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Kinds { get; } = [.. OpenAIEngines.Kinds.Keys, AnthropicEngines.Kind];

    /// <inheritdoc/>
    public string Version => ChatEngine.VersionOf(new ChatEngineOptions().Version);

    /// <inheritdoc/>
    /// <exception cref="AssayException">The kind needs an address, and there is none: <see cref="ErrorCode.OptionInvalid"/>.</exception>
    public IEngine Create(string id, ProviderSpec provider, TimeProvider time) => provider.Kind == AnthropicEngines.Kind
        ? AnthropicEngines.Create(id, provider, time)
        : OpenAIEngines.Create(id, provider, time);

    /// <inheritdoc/>
    public IToolServer CreateToolServer(string id, McpSpec spec, string projectDirectory, TimeProvider time) => new McpToolServer(id, spec, projectDirectory, time);
}
