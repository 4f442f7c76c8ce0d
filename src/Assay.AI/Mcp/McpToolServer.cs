using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Runtime;
using Assay.Specs;
using ModelContextProtocol.Client;

namespace Assay.AI;

/// <summary>
/// An MCP server whose tools models may call: a program that each run starts and ends, or an address. The server sees neither the keys of
/// providers nor any other variable of this process but those that every program needs and those of <see cref="McpSpec.Env"/>.
/// </summary>
public sealed class McpToolServer : IToolServer
{
    private readonly McpSpec spec;
    private readonly string directory;
    private readonly TimeProvider time;
    private readonly Dictionary<string, Secret> secrets;

    /// <summary>Describes a server; connects to nothing.</summary>
    /// <param name="id">The id that slices name.</param>
    /// <param name="spec">How it is reached, and what it is expected to offer.</param>
    /// <param name="directory">The folder against which the working directory is resolved; the current one when null.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <exception cref="AssayException">The spec gives neither a command nor an address, or both: <see cref="ErrorCode.OptionInvalid"/>.</exception>
    public McpToolServer(string id, McpSpec spec, string? directory = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(spec);
        if ((spec.Command is null) == (spec.Url is null))
            throw new AssayException(ErrorCode.OptionInvalid, $"The MCP server '{id}' has {(spec.Url is null ? "neither a command nor" : "both a command and")} an address; give exactly one.");
        Id = id;
        this.spec = spec;
        this.directory = directory ?? Environment.CurrentDirectory;
        this.time = time ?? TimeProvider.System;
        secrets = spec.Env.Concat(spec.Headers).Select(static pair => pair.Value).Where(IsSecret).Distinct(StringComparer.Ordinal)
            .ToDictionary(static value => value, static value => Secret.FromEnvironment(value[ProviderSpec.EnvironmentPrefix.Length..]), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <summary>The version: that of the form in which this library asks, the declared one, and the tools that are allowed.</summary>
    public string Version => $"mcp/1:{spec.Version}{(spec.AllowedTools.Count == 0 ? "" : $" allows {string.Join(',', spec.AllowedTools)}")}";

    /// <inheritdoc/>
    public ValueList<ToolSpec> Tools => spec.Tools;

    /// <inheritdoc/>
    public IReadOnlyList<Secret> Secrets => [.. secrets.Values];

    /// <inheritdoc/>
    public async ValueTask<IToolSession> ConnectAsync(CancellationToken cancellationToken)
    {
        var redactor = new SecretRedactor(secrets.Values);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(spec.StartTimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        McpClient? client = null;
        try
        {
            client = await McpClient.CreateAsync(TransportOf(), new McpClientOptions { InitializationTimeout = Timeout.InfiniteTimeSpan }, loggerFactory: null, either.Token);
            var offered = await client.ListToolsAsync(options: null, either.Token);
            var tools = OfferedOf([.. offered.Select(SpecOf)]);
            var session = new McpToolSession(Id, client, tools, TimeSpan.FromSeconds(spec.ToolTimeoutSeconds), time, redactor);
            client = null;
            return session;
        }
        catch (AssayException)
        {
            throw;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception exception)
        {
            var why = limit.IsCancellationRequested ? FormattableString.Invariant($"it said nothing within {spec.StartTimeoutSeconds:0.###} s") : redactor.Redact(McpFaults.Describe(exception));
            throw new EngineException(ErrorCode.ToolServerUnavailable, $"The MCP server '{Id}' cannot be {(spec.Command is null ? "reached" : "started")}: {why}. Check its {(spec.Command is null ? "url" : "command")}, and that it speaks MCP.");
        }
        finally
        {
            if (client is not null)
                await client.DisposeAsync();
        }
    }

    private static bool IsSecret(string value) => value.StartsWith(ProviderSpec.EnvironmentPrefix, StringComparison.Ordinal);

    private static ToolSpec SpecOf(McpClientTool tool) => new(tool.Name, tool.Description) { InputSchema = new JsonValue(tool.JsonSchema) };

    [SuppressMessage("Reliability", "CA2000", Justification = "The client owns the transport.")]
    private IClientTransport TransportOf() => spec.Command is { } command
        ? new StdioClientTransport(new StdioClientTransportOptions
        {
            Name = Id,
            Command = command,
            Arguments = [.. spec.Args],
            WorkingDirectory = Path.GetFullPath(spec.WorkingDirectory ?? ".", directory),
            InheritEnvironmentVariables = false,
            EnvironmentVariables = VariablesOf(),
        })
        : new HttpClientTransport(new HttpClientTransportOptions
        {
            Name = Id,
            Endpoint = new Uri(spec.Url!),
            ConnectionTimeout = TimeSpan.FromSeconds(spec.StartTimeoutSeconds),
            AdditionalHeaders = spec.Headers.ToDictionary(static header => header.Key, header => Revealed(header.Value), StringComparer.Ordinal),
        });

    private Dictionary<string, string?> VariablesOf()
    {
        var variables = StdioClientTransportOptions.GetDefaultEnvironmentVariables();
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { } root)
            variables["DOTNET_ROOT"] = root;
        foreach (var (name, value) in spec.Env)
            variables[name] = Revealed(value);
        return variables;
    }

    private string Revealed(string value) => secrets.TryGetValue(value, out var secret) ? secret.Reveal() : value;

    /// <summary>What models are told of: what is expected, else what is allowed, else all.</summary>
    private IReadOnlyList<ToolSpec> OfferedOf(IReadOnlyList<ToolSpec> offered)
    {
        var names = spec.Tools.Count > 0 ? spec.Tools.Select(static tool => tool.Id) : spec.AllowedTools;
        foreach (var name in names.Concat(spec.AllowedTools).Distinct(StringComparer.Ordinal))
        {
            var found = offered.FirstOrDefault(tool => tool.Id == name)
                ?? throw Changed($"offers other tools, '{name}' not among them,", offered.Count == 0 ? "it offers none" : $"it offers {string.Join(", ", offered.Select(static tool => tool.Id))}");
            if (spec.Tools.FirstOrDefault(tool => tool.Id == name) is { } expected && Differs(expected, found) is { } what)
                throw Changed($"has another {what} of '{name}'", $"it says {SpecJson.Write(found)}");
        }

        var expectedOnes = spec.Tools.Count > 0 ? spec.Tools : offered;
        return spec.AllowedTools.Count == 0 ? expectedOnes : [.. expectedOnes.Where(tool => spec.AllowedTools.Contains(tool.Id))];
    }

    private EngineException Changed(string how, string now) =>
        new(ErrorCode.ToolServerChanged, $"The MCP server '{Id}' {how} than is expected: {now}. Correct what the project expects, or the server.");

    private static string? Differs(ToolSpec expected, ToolSpec found) =>
        expected.Description != found.Description ? "description"
        : expected.InputSchema is { } schema && !JsonElement.DeepEquals(schema.Element, found.InputSchema!.Element) ? "schema"
        : null;
}
