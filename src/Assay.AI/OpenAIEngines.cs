using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Assay.AI.Batches;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;

namespace Assay.AI;

/// <summary>Makes engines of providers that speak OpenAI's interface of chat completions, by OpenAI's own client.</summary>
internal static class OpenAIEngines
{
    /// <summary>The kinds, each with the address where it is reached unless the project says otherwise; null where the project must.</summary>
    public static IReadOnlyDictionary<string, string?> Kinds { get; } = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["openai"] = "https://api.openai.com/v1",
        ["openai_compatible"] = null,
        ["azure_openai"] = null,
        ["ollama"] = "http://localhost:11434/v1",
    };

    /// <summary>Makes an engine, which connects to nothing yet.</summary>
    /// <exception cref="AssayException">The kind needs an address, and there is none: <see cref="ErrorCode.OptionInvalid"/>.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The engine owns what it is made of.")]
    public static ChatEngine Create(string id, ProviderSpec provider, TimeProvider time)
    {
        var connection = new ProviderConnection(id, provider, Kinds[provider.Kind], time);
        var capabilities = EngineCapabilities.Unknown with { McpServers = false, TopK = provider.Kind is "openai_compatible" or "ollama" };
        var clients = new ConcurrentDictionary<string, IChatClient>(StringComparer.Ordinal);
        var options = connection.ToOptions(capabilities, time) with { AddExtras = AddToBody };
        var embedders = new ConcurrentDictionary<string, IEmbeddingGenerator<string, Embedding<float>>>(StringComparer.Ordinal);
        options = options with { Embeddings = new EmbeddingEngine(id, model => embedders.GetOrAdd(model.WireName, Embedder), connection.ToEmbeddingOptions(time), connection.Handler) };
        if (provider.Kind != "ollama")
            options = options with { Batches = new OpenAIBatches(id, provider.Kind == "azure_openai" ? "/chat/completions" : "/v1/chat/completions", connection, options, Connect) };
        return new ChatEngine(id, model => clients.GetOrAdd(model.WireName, name => Connect(name, connection.Http, connection.RevealKey())), options, connection.Handler, connection.Http);

        IChatClient Connect(string model, HttpClient http, string key) => new ChatClient(model, new ApiKeyCredential(key), Over(http)).AsIChatClient();

        IEmbeddingGenerator<string, Embedding<float>> Embedder(string model) =>
            new EmbeddingClient(model, new ApiKeyCredential(connection.RevealKey()), Over(connection.Http)).AsIEmbeddingGenerator();

        OpenAIClientOptions Over(HttpClient http) => new()
        {
            Endpoint = connection.Endpoint,
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            UserAgentApplicationId = "assay",
        };
    }

    /// <summary>Writes what the client has no member for into the body of the request.</summary>
    private static void AddToBody(ChatOptions options, IReadOnlyDictionary<string, JsonElement> extras)
    {
        var members = new Dictionary<string, JsonElement>(extras);
        if (options.TopK is { } most)
            members.TryAdd("top_k", JsonSerializer.SerializeToElement(most));
        if (members.Count == 0)
            return;
        options.RawRepresentationFactory = _ =>
        {
            var body = new ChatCompletionOptions();
            foreach (var (name, value) in members)
            {
#pragma warning disable SCME0001 // The only way by which the client sends members that it does not know.
                body.Patch.Set(Encoding.UTF8.GetBytes($"$['{name}']"), BinaryData.FromString(value.GetRawText()));
#pragma warning restore SCME0001
            }

            return body;
        };
    }
}
