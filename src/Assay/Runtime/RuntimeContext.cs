using System.Globalization;
using System.Text.Json.Serialization;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Runtime;

/// <summary>
/// What belongs to one call of a run and never to identity: nothing is run anew because of it. Neither secrets nor the
/// environment's values are printed, written as JSON or stored.
/// </summary>
public sealed class RuntimeContext
{
    /// <summary>Nothing.</summary>
    public static RuntimeContext Empty { get; } = new();

    /// <summary>Keys, tokens and passwords by name, such as those that MCP servers name; taken out of every failure message before it is stored.</summary>
    public IReadOnlyDictionary<string, Secret> Secrets { get; init; } = new Dictionary<string, Secret>();

    /// <summary>Settings of the surroundings by name, for engines, hooks and tools; not stored. What is secret belongs to <see cref="Secrets"/>.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Labels of the run, such as <c>branch</c>: <c>main</c>; stored with it.</summary>
    public ValueMap<string> Labels { get; init; } = ValueMap<string>.Empty;

    /// <summary>Handlers of tools by tool id, in place of the registered ones; their versions are stored with the run.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, IToolHandler> ToolHandlers { get; init; } = new Dictionary<string, IToolHandler>();

    /// <summary>Told what engines, tools and judges want people to know while a call is under way, from any thread; null for nobody.</summary>
    [JsonIgnore]
    public IProgress<CallNote>? Progress { get; init; }

    /// <summary>Asks models of the run's engines, for judges: what was asked before is answered from the store or a recording. Set by runs for metrics and engines; null elsewhere.</summary>
    [JsonIgnore]
    public IModelCaller? Models { get; init; }

    /// <summary>The versions of <see cref="ToolHandlers"/> by tool id.</summary>
    [JsonIgnore]
    public ValueMap<string> ToolVersions => new(ToolHandlers.Select(static pair => KeyValuePair.Create(pair.Key, pair.Value.Version)));

    /// <summary>The secret of a name.</summary>
    /// <exception cref="AssayException"><see cref="ErrorCode.SecretMissing"/>: there is none.</exception>
    public Secret SecretOf(string name) => Secrets.TryGetValue(name, out var secret)
        ? secret
        : throw new AssayException(ErrorCode.SecretMissing, $"The run has no secret '{name}'; give it in the runtime context.");

    /// <summary>The same with the registered handlers of tools for which it has none of its own.</summary>
    /// <param name="plugins">Where handlers are registered.</param>
    /// <param name="tools">The ids of the tools that may be called; one without a handler is passed over, for the provider may run it itself.</param>
    /// <exception cref="AssayException">A handler's factory failed: <see cref="ErrorCode.PluginFailed"/>.</exception>
    public RuntimeContext WithHandlers(PluginRegistry plugins, IEnumerable<string> tools)
    {
        var handlers = new Dictionary<string, IToolHandler>(ToolHandlers, StringComparer.Ordinal);
        foreach (var id in tools)
        {
            if (!handlers.ContainsKey(id) && plugins.TryGetTool(id, out var handler))
                handlers.Add(id, handler);
        }

        return handlers.Count == ToolHandlers.Count
            ? this
            : With(handlers);
    }

    /// <summary>The same with the secrets by which servers of tools are reached, so that they are taken out of whatever is recorded.</summary>
    internal RuntimeContext WithSecretsOf(IReadOnlyList<IToolServer> servers)
    {
        var known = new Dictionary<string, Secret>(Secrets, StringComparer.Ordinal);
        foreach (var server in servers)
        {
            foreach (var (index, secret) in server.Secrets.Index())
                known.TryAdd(string.Create(CultureInfo.InvariantCulture, $"mcp/{server.Id}/{index}"), secret);
        }

        return known.Count == Secrets.Count
            ? this
            : new() { Secrets = known, Environment = Environment, Labels = Labels, ToolHandlers = ToolHandlers, Progress = Progress, Models = Models };
    }

    /// <summary>The same with other handlers of tools.</summary>
    internal RuntimeContext With(IReadOnlyDictionary<string, IToolHandler> handlers) =>
        new() { Secrets = Secrets, Environment = Environment, Labels = Labels, ToolHandlers = handlers, Progress = Progress, Models = Models };

    /// <summary>The same with somebody who asks models.</summary>
    internal RuntimeContext With(IModelCaller models) =>
        new() { Secrets = Secrets, Environment = Environment, Labels = Labels, ToolHandlers = ToolHandlers, Progress = Progress, Models = models };

    /// <summary>The names of what it holds, and no value but those of labels.</summary>
    public override string ToString() =>
        $"secrets: {Names(Secrets.Keys)}; environment: {Names(Environment.Keys)}; labels: {Names(Labels.Select(static label => $"{label.Key}={label.Value}"))}; tools: {Names(ToolHandlers.Keys)}";

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } text ? text : "none";
}
