using System.Diagnostics.CodeAnalysis;
using Assay.Errors;
using Assay.Extractors;
using Assay.Metrics;

namespace Assay.Contracts;

/// <summary>The engines, extractors and metrics that specs may name. Filled before a run, read during it.</summary>
public sealed class PluginRegistry
{
    private readonly Dictionary<string, IEngine> engines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IExtractor> extractors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IMetric> metrics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IToolHandler> tools = new(StringComparer.Ordinal);
    private readonly List<IHook> hooks = [];
    private readonly PluginRegistry? outer;

    /// <summary>Makes an empty registry.</summary>
    /// <param name="outer">Where ids are looked up that this one lacks; null for nowhere.</param>
    public PluginRegistry(PluginRegistry? outer = null) => this.outer = outer;

    /// <summary>A new registry that holds the built-in extractors and metrics, and takes more.</summary>
    /// <param name="outer">Where ids are looked up that it lacks; null for nowhere.</param>
    public static PluginRegistry WithBuiltIns(PluginRegistry? outer = null)
    {
        var registry = new PluginRegistry(outer);
        foreach (var extractor in BuiltInExtractors.All)
            registry.Add(extractor);
        foreach (var metric in BuiltInMetrics.All)
            registry.Add(metric);
        return registry;
    }

    /// <summary>Registers an engine.</summary>
    /// <exception cref="AssayException">An engine of that id is registered here.</exception>
    public PluginRegistry Add(IEngine engine) => Add(engines, engine.Id, engine, "engine");

    /// <summary>Registers an extractor.</summary>
    /// <exception cref="AssayException">An extractor of that id is registered here.</exception>
    public PluginRegistry Add(IExtractor extractor) => Add(extractors, extractor.Id, extractor, "extractor");

    /// <summary>Registers a metric.</summary>
    /// <exception cref="AssayException">A metric of that id is registered here.</exception>
    public PluginRegistry Add(IMetric metric) => Add(metrics, metric.Id, metric, "metric");

    /// <summary>Registers the handler of a tool.</summary>
    /// <exception cref="AssayException">A handler of that id is registered here.</exception>
    public PluginRegistry Add(IToolHandler handler) => Add(tools, handler.Id, handler, "tool handler");

    /// <summary>Registers a hook, which runs after those registered before.</summary>
    /// <exception cref="AssayException">A hook of that id is registered here or in the outer registry.</exception>
    public PluginRegistry Add(IHook hook)
    {
        if (Hooks.Any(other => other.Id == hook.Id))
            throw new AssayException(ErrorCode.OptionInvalid, $"The hook '{hook.Id}' is registered twice; give one of them another id.");
        hooks.Add(hook);
        return this;
    }

    /// <summary>The hooks in the order in which they run: those of the outer registry first.</summary>
    public IReadOnlyList<IHook> Hooks => outer is null ? hooks : [.. outer.Hooks, .. hooks];

    /// <summary>Finds the handler of a tool by id.</summary>
    public bool TryGetTool(string id, [NotNullWhen(true)] out IToolHandler? handler) =>
        tools.TryGetValue(id, out handler) || (outer is not null && outer.TryGetTool(id, out handler));

    /// <summary>Finds an engine by id.</summary>
    public bool TryGetEngine(string id, [NotNullWhen(true)] out IEngine? engine) =>
        engines.TryGetValue(id, out engine) || (outer is not null && outer.TryGetEngine(id, out engine));

    /// <summary>Finds an extractor by id.</summary>
    public bool TryGetExtractor(string id, [NotNullWhen(true)] out IExtractor? extractor) =>
        extractors.TryGetValue(id, out extractor) || (outer is not null && outer.TryGetExtractor(id, out extractor));

    /// <summary>Finds a metric by id.</summary>
    public bool TryGetMetric(string id, [NotNullWhen(true)] out IMetric? metric) =>
        metrics.TryGetValue(id, out metric) || (outer is not null && outer.TryGetMetric(id, out metric));

    private PluginRegistry Add<T>(Dictionary<string, T> map, string id, T plugin, string kind)
    {
        if (!map.TryAdd(id, plugin))
            throw new AssayException(ErrorCode.OptionInvalid, $"The {kind} '{id}' is registered twice; give one of them another id.");
        return this;
    }
}
