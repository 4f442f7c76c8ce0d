using System.Collections.Concurrent;
using System.Text.Json;
using Anthropic;
using Anthropic.Models.Messages;
using Assay.Contracts;
using Assay.Specs;
using Microsoft.Extensions.AI;

namespace Assay.AI;

/// <summary>Makes engines of providers that speak Anthropic's interface of messages, by Anthropic's own client.</summary>
internal static class AnthropicEngines
{
    /// <summary>The kind.</summary>
    public const string Kind = "anthropic";

    private const string Address = "https://api.anthropic.com";

    /// <summary>The interface wants to be told how long an answer may be; this many tokens where the params do not say.</summary>
    private const int DefaultMaxTokens = 4096;

    private static readonly EngineCapabilities Capabilities = EngineCapabilities.Unknown with { ResponseFormats = ["text", "json_schema"], Logprobs = false, McpServers = false, Seed = false };

    /// <summary>Makes an engine, which connects to nothing yet.</summary>
    public static ChatEngine Create(string id, ProviderSpec provider, TimeProvider time)
    {
        var connection = new ProviderConnection(id, provider, Address, time, keyHeader: "x-api-key");
        var clients = new ConcurrentDictionary<string, IChatClient>(StringComparer.Ordinal);
        return new ChatEngine(id, model => clients.GetOrAdd(model.WireName, Connect), connection.ToOptions(Capabilities, time) with { AddExtras = AddToBody, DeveloperRole = ChatRole.System }, connection.Handler, connection.Http);

        IChatClient Connect(string model) => new AnthropicClient
        {
            HttpClient = connection.Http,
            BaseUrl = connection.Endpoint.ToString().TrimEnd('/'),
            ApiKey = connection.RevealKey(),
            MaxRetries = 0,
            Timeout = TimeSpan.FromDays(1),
        }.AsIChatClient(model, DefaultMaxTokens);
    }

    /// <summary>Writes what the client does not pass on, sampling among it, into the body of the request.</summary>
    private static void AddToBody(ChatOptions options, IReadOnlyDictionary<string, JsonElement> extras)
    {
        var body = new Dictionary<string, JsonElement>(extras);
        Add(body, "temperature", options.Temperature);
        Add(body, "top_p", options.TopP);
        Add(body, "top_k", options.TopK);
        if (body.Count == 0)
            return;
        Add<int>(body, "max_tokens", options.MaxOutputTokens ?? DefaultMaxTokens);
        body.TryAdd("model", JsonSerializer.SerializeToElement(options.ModelId));
        body.TryAdd("messages", JsonElement.Parse("[]"));
        var nothing = new Dictionary<string, JsonElement>();
        options.RawRepresentationFactory = _ => MessageCreateParams.FromRawUnchecked(nothing, nothing, body);
    }

    private static void Add<T>(Dictionary<string, JsonElement> body, string name, T? value)
        where T : struct
    {
        if (value is { } given)
            body.TryAdd(name, JsonSerializer.SerializeToElement(given));
    }
}
