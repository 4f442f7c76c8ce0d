using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Assay.AI.Faults;
using Assay.Contracts;
using Assay.Errors;
using Assay.Runtime;
using Assay.Specs;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;

namespace Assay.AI;

/// <summary>Makes engines of providers that speak OpenAI's interface of chat completions, by OpenAI's own client.</summary>
internal static class OpenAIEngines
{
    private const string NoKey = "none";

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
    [SuppressMessage("Reliability", "CA2000", Justification = "The engine owns the client, and the client its handlers.")]
    public static ChatEngine Create(string id, ProviderSpec provider, TimeProvider time)
    {
        var endpoint = new Uri(provider.BaseUrl ?? Kinds[provider.Kind]
            ?? throw new AssayException(ErrorCode.OptionInvalid, $"The provider '{id}' of kind '{provider.Kind}' has no address; give its base_url{(provider.Kind == "azure_openai" ? ", such as https://RESOURCE.openai.azure.com/openai/v1" : "")}."));
        var key = provider.ApiKey is { } variable ? SecretOf(variable) : null;
        var headers = provider.Headers.ToDictionary(static header => header.Key, static header => header.Value.StartsWith(ProviderSpec.EnvironmentPrefix, StringComparison.Ordinal) ? SecretOf(header.Value) : null);
        var handler = new TracingHandler(time, new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(30), UseCookies = false });
        var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var clients = new ConcurrentDictionary<string, IChatClient>(StringComparer.Ordinal);
        return new ChatEngine(id, model => clients.GetOrAdd(model.WireName, Connect), OptionsOf(provider, endpoint, [.. headers.Values.Append(key).OfType<Secret>()], time), handler, http);

        IChatClient Connect(string model)
        {
            var options = new OpenAIClientOptions
            {
                Endpoint = endpoint,
                Transport = new HttpClientPipelineTransport(http),
                RetryPolicy = new ClientRetryPolicy(0),
                NetworkTimeout = Timeout.InfiniteTimeSpan,
                UserAgentApplicationId = "assay",
            };
            options.AddPolicy(new HeaderPolicy(provider.Headers.ToDictionary(static header => header.Key, header => headers[header.Key]?.Reveal() ?? header.Value), removesKey: key is null), PipelinePosition.BeforeTransport);
            return new ChatClient(model, new ApiKeyCredential(key?.Reveal() ?? NoKey), options).AsIChatClient();
        }
    }

    private static ChatEngineOptions OptionsOf(ProviderSpec provider, Uri endpoint, IReadOnlyList<Secret> secrets, TimeProvider time) => new()
    {
        IsPaid = provider.Paid,
        Stream = provider.Stream,
        Capabilities = EngineCapabilities.Unknown with { Logprobs = false, McpServers = false, TopK = provider.Kind is "openai_compatible" or "ollama" },
        Timeout = TimeSpan.FromSeconds(provider.TimeoutSeconds),
        MaxConcurrency = provider.MaxConcurrency,
        RequestsPerMinute = provider.RequestsPerMinute,
        TokensPerMinute = provider.TokensPerMinute,
        MaxTurns = provider.MaxTurns,
        MaxToolCalls = provider.MaxToolCalls,
        ToolTimeout = TimeSpan.FromSeconds(provider.ToolTimeoutSeconds),
        AlwaysFinishes = true,
        Secrets = secrets,
        Endpoint = endpoint,
        AddExtras = AddToBody,
        Time = time,
    };

    private static Secret SecretOf(string variable) => Secret.FromEnvironment(variable[ProviderSpec.EnvironmentPrefix.Length..]);

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
#pragma warning disable SCME0001 // The only way by which the client sends members that it does not know.
                body.Patch.Set(Encoding.UTF8.GetBytes($"$['{name}']"), BinaryData.FromString(value.GetRawText()));
#pragma warning restore SCME0001
            return body;
        };
    }
}
