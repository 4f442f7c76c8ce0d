using System.Diagnostics.CodeAnalysis;
using Assay.AI.Faults;
using Assay.Contracts;
using Assay.Errors;
using Assay.Runtime;
using Assay.Specs;

namespace Assay.AI;

/// <summary>How a configured provider is reached, whatever it speaks. Connects to nothing before the first call.</summary>
internal sealed class ProviderConnection
{
    private readonly ProviderSpec provider;
    private readonly string? keyHeader;
    private readonly Dictionary<string, Secret> secretHeaders;

    /// <summary>Prepares a connection.</summary>
    /// <param name="id">The provider's id.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="address">The kind's own address; null where the project must give one.</param>
    /// <param name="time">The clock.</param>
    /// <param name="keyHeader">The header that bears the key, whatever the client would send; null leaves it to the client.</param>
    /// <exception cref="AssayException">There is no address: <see cref="ErrorCode.OptionInvalid"/>.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The engine owns the client, and the client its handlers.")]
    public ProviderConnection(string id, ProviderSpec provider, string? address, TimeProvider time, string? keyHeader = null)
    {
        this.provider = provider;
        this.keyHeader = keyHeader;
        Endpoint = new Uri(provider.BaseUrl ?? address
            ?? throw new AssayException(ErrorCode.OptionInvalid, $"The provider '{id}' of kind '{provider.Kind}' has no address; give its base_url{(provider.Kind == "azure_openai" ? ", such as https://RESOURCE.openai.azure.com/openai/v1" : "")}."));
        Key = provider.ApiKey is { } variable ? SecretOf(variable) : null;
        secretHeaders = provider.Headers
            .Where(static header => header.Value.StartsWith(ProviderSpec.EnvironmentPrefix, StringComparison.Ordinal))
            .ToDictionary(static header => header.Key, static header => SecretOf(header.Value), StringComparer.Ordinal);
        var sockets = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(30), UseCookies = false };
        Handler = new TracingHandler(time, new HeaderHandler(RevealHeaders, Key is null || keyHeader is not null, sockets));
        Http = new HttpClient(Handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Its address.</summary>
    public Uri Endpoint { get; }

    /// <summary>Its key; null for none.</summary>
    public Secret? Key { get; }

    /// <summary>Sees every call.</summary>
    public TracingHandler Handler { get; }

    /// <summary>Sends, with the provider's headers; the engine owns it.</summary>
    public HttpClient Http { get; }

    /// <summary>The key, or what clients are given in its place; reads the headers too, so that what is missing is said before anything is sent.</summary>
    /// <exception cref="AssayException">A variable is not set: <see cref="ErrorCode.SecretMissing"/>.</exception>
    public string RevealKey()
    {
        RevealHeaders();
        return Key?.Reveal() ?? "none";
    }

    /// <summary>How an engine asks over it.</summary>
    /// <param name="capabilities">What the kind can do.</param>
    /// <param name="time">The clock.</param>
    public ChatEngineOptions ToOptions(EngineCapabilities capabilities, TimeProvider time) => new()
    {
        IsPaid = provider.Paid,
        Stream = provider.Stream,
        Capabilities = capabilities,
        Timeout = TimeSpan.FromSeconds(provider.TimeoutSeconds),
        MaxConcurrency = provider.MaxConcurrency,
        RequestsPerMinute = provider.RequestsPerMinute,
        TokensPerMinute = provider.TokensPerMinute,
        MaxTurns = provider.MaxTurns,
        MaxToolCalls = provider.MaxToolCalls,
        ToolTimeout = TimeSpan.FromSeconds(provider.ToolTimeoutSeconds),
        AlwaysFinishes = true,
        Secrets = [.. secretHeaders.Values, .. Key is null ? (Secret[])[] : [Key]],
        Endpoint = Endpoint,
        Time = time,
    };

    /// <summary>How an engine embeds over it.</summary>
    /// <param name="time">The clock.</param>
    public EmbeddingOptions ToEmbeddingOptions(TimeProvider time) => new()
    {
        IsPaid = provider.Paid,
        Timeout = TimeSpan.FromSeconds(provider.TimeoutSeconds),
        RequestsPerMinute = provider.RequestsPerMinute,
        TokensPerMinute = provider.TokensPerMinute,
        Secrets = [.. secretHeaders.Values, .. Key is null ? (Secret[])[] : [Key]],
        Endpoint = Endpoint,
        Time = time,
    };

    private Dictionary<string, string> RevealHeaders()
    {
        var headers = provider.Headers.ToDictionary(static header => header.Key, header => secretHeaders.TryGetValue(header.Key, out var secret) ? secret.Reveal() : header.Value, StringComparer.Ordinal);
        if (keyHeader is not null && Key is not null)
            headers.TryAdd(keyHeader, Key.Reveal());
        return headers;
    }

    private static Secret SecretOf(string variable) => Secret.FromEnvironment(variable[ProviderSpec.EnvironmentPrefix.Length..]);
}
