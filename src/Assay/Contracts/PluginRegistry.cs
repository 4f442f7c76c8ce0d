using System.Diagnostics.CodeAnalysis;
using Assay.Errors;
using Assay.Extractors;
using Assay.Metrics;
using Assay.Specs;

namespace Assay.Contracts;

/// <summary>
/// The engines, extractors, metrics, judges, hooks, tools and servers of tools of a run, most of which specs name. Filled before a run,
/// read during it. An id that an outer registry has too means the inner one's plugin.
/// </summary>
public sealed partial class PluginRegistry
{
    private readonly PluginTable<IEngine> engines;
    private readonly PluginTable<IExtractor> extractors;
    private readonly PluginTable<IMetric> metrics;
    private readonly PluginTable<ISliceMetric> sliceMetrics;
    private readonly PluginTable<IJudge> judges;
    private readonly PluginTable<IHook> hooks;
    private readonly PluginTable<IToolHandler> tools;
    private readonly Dictionary<string, ToolSpec> toolSpecs;
    private readonly PluginRegistry? outer;

    /// <summary>Makes an empty registry.</summary>
    /// <param name="outer">Where ids are looked up that this one lacks, and whose hooks run first; null for nowhere.</param>
    public PluginRegistry(PluginRegistry? outer = null)
    {
        this.outer = outer;
        engines = new(PluginKind.Engine, static engine => engine.Id, static engine => engine.Version);
        extractors = new(PluginKind.Extractor, static extractor => extractor.Id, static extractor => extractor.Version);
        metrics = new(PluginKind.Metric, static metric => metric.Id, static metric => metric.Version);
        sliceMetrics = new(PluginKind.SliceMetric, static metric => metric.Id, static metric => metric.Version);
        judges = new(PluginKind.Judge, static judge => judge.Id, static judge => judge.Version);
        hooks = new(PluginKind.Hook, static hook => hook.Id, static hook => hook.Version);
        tools = new(PluginKind.Tool, static tool => tool.Id, static tool => tool.Version);
        toolServers = new(PluginKind.ToolServer, static server => server.Id, static server => server.Version);
        toolSpecs = new(StringComparer.Ordinal);
    }

    private PluginRegistry(PluginRegistry plugins, PluginRegistry outer)
    {
        this.outer = outer;
        engines = plugins.engines;
        extractors = plugins.extractors;
        metrics = plugins.metrics;
        sliceMetrics = plugins.sliceMetrics;
        judges = plugins.judges;
        hooks = plugins.hooks;
        tools = plugins.tools;
        toolServers = plugins.toolServers;
        toolSpecs = plugins.toolSpecs;
    }

    /// <summary>A new registry that holds the built-in extractors and metrics, and takes more.</summary>
    /// <param name="outer">Where ids are looked up that it lacks; null for nowhere.</param>
    public static PluginRegistry WithBuiltIns(PluginRegistry? outer = null)
    {
        var registry = new PluginRegistry(outer);
        foreach (var extractor in BuiltInExtractors.All)
            registry.extractors.Add(extractor, PluginOrigin.BuiltIn);
        foreach (var metric in BuiltInMetrics.All)
            registry.metrics.Add(metric, PluginOrigin.BuiltIn);
        foreach (var metric in BuiltInSliceMetrics.All)
            registry.sliceMetrics.Add(metric, PluginOrigin.BuiltIn);
        return registry;
    }

    /// <summary>The same plugins, with another registry around them and around what lies around them now: ids that none of these has are looked up there, and its hooks run first.</summary>
    /// <param name="outermost">The registry to put around.</param>
    public PluginRegistry Within(PluginRegistry outermost) => new(this, outer is null ? outermost : outer.Within(outermost));

    /// <summary>The hooks in the order in which they run: the outer registry's first, each registry's in the order of registration. A hook of an outer one's id takes its place.</summary>
    /// <exception cref="AssayException">A factory failed: <see cref="ErrorCode.PluginFailed"/>.</exception>
    public IReadOnlyList<IHook> Hooks
    {
        get
        {
            var ordered = new OrderedDictionary<string, IHook>(StringComparer.Ordinal);
            foreach (var hook in (outer?.Hooks ?? []).Concat(hooks.All))
                ordered[hook.Id] = hook;
            return [.. ordered.Values];
        }
    }

    /// <summary>Registers an engine.</summary>
    /// <exception cref="AssayException">An engine of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry Add(IEngine engine) => Add(engine, PluginOrigin.Instance);

    /// <summary>Registers an extractor.</summary>
    /// <exception cref="AssayException">An extractor of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry Add(IExtractor extractor) => Add(extractor, PluginOrigin.Instance);

    /// <summary>Registers a metric.</summary>
    /// <exception cref="AssayException">A metric of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry Add(IMetric metric) => Add(metric, PluginOrigin.Instance);

    /// <summary>Registers the metrics that one function finds together.</summary>
    /// <typeparam name="T">What the function finds.</typeparam>
    /// <exception cref="AssayException">A metric of one of their ids is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry Add<T>(MetricSet<T> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        foreach (var metric in metrics.Metrics)
            Add(metric);
        return this;
    }

    /// <summary>Registers the metrics that one function finds together with a judge's help.</summary>
    /// <typeparam name="T">What the function finds.</typeparam>
    /// <exception cref="AssayException">A metric of one of their ids is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry Add<T>(JudgedMetricSet<T> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        foreach (var metric in metrics.Metrics)
            Add(metric);
        return this;
    }

    /// <summary>Registers a judge.</summary>
    /// <exception cref="AssayException">A judge of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry Add(IJudge judge) => Add(judge, PluginOrigin.Instance);

    /// <summary>Registers a hook, which runs after those registered before.</summary>
    /// <exception cref="AssayException">
    /// A hook of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>; or it takes part in no stage: <see cref="ErrorCode.OptionInvalid"/>.
    /// </exception>
    public PluginRegistry Add(IHook hook) => Add(hook, PluginOrigin.Instance);

    /// <summary>Registers a tool, which slices may name although the project does not declare it.</summary>
    /// <param name="tool">What models are told of it.</param>
    /// <param name="handler">Handles its calls; its id is the tool's.</param>
    /// <exception cref="AssayException">
    /// A tool of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>; or the handler is another tool's: <see cref="ErrorCode.OptionInvalid"/>.
    /// </exception>
    public PluginRegistry Add(ToolSpec tool, IToolHandler handler) => Add(tool, handler, PluginOrigin.Instance);

    /// <summary>Registers the handler of a tool that the project declares.</summary>
    /// <exception cref="AssayException">A handler of that tool is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry Add(IToolHandler handler) => Add(handler, PluginOrigin.Instance);

    /// <summary>Finds an engine by id.</summary>
    /// <exception cref="AssayException">Its factory failed: <see cref="ErrorCode.PluginFailed"/>.</exception>
    public bool TryGetEngine(string id, [NotNullWhen(true)] out IEngine? engine) =>
        engines.TryGet(id, out engine) || (outer is not null && outer.TryGetEngine(id, out engine));

    /// <summary>Finds an extractor by id.</summary>
    /// <exception cref="AssayException">Its factory failed: <see cref="ErrorCode.PluginFailed"/>.</exception>
    public bool TryGetExtractor(string id, [NotNullWhen(true)] out IExtractor? extractor) =>
        extractors.TryGet(id, out extractor) || (outer is not null && outer.TryGetExtractor(id, out extractor));

    /// <summary>Finds a metric by id.</summary>
    /// <exception cref="AssayException">Its factory failed: <see cref="ErrorCode.PluginFailed"/>.</exception>
    public bool TryGetMetric(string id, [NotNullWhen(true)] out IMetric? metric) =>
        metrics.TryGet(id, out metric) || (outer is not null && outer.TryGetMetric(id, out metric));

    /// <summary>Finds a judge by id.</summary>
    /// <exception cref="AssayException">Its factory failed: <see cref="ErrorCode.PluginFailed"/>.</exception>
    public bool TryGetJudge(string id, [NotNullWhen(true)] out IJudge? judge) =>
        judges.TryGet(id, out judge) || (outer is not null && outer.TryGetJudge(id, out judge));

    /// <summary>Finds the handler of a tool by the tool's id.</summary>
    /// <exception cref="AssayException">Its factory failed: <see cref="ErrorCode.PluginFailed"/>.</exception>
    public bool TryGetTool(string id, [NotNullWhen(true)] out IToolHandler? handler) =>
        tools.TryGet(id, out handler) || (outer is not null && outer.TryGetTool(id, out handler));

    /// <summary>Finds what models are told of a tool that was registered with its spec.</summary>
    public bool TryGetToolSpec(string id, [NotNullWhen(true)] out ToolSpec? tool) =>
        toolSpecs.TryGetValue(id, out tool) || (outer is not null && outer.TryGetToolSpec(id, out tool));

    /// <summary>
    /// What is registered here and in the outer registries, for reports: by kind, then by id in ordinal order, hooks in the
    /// order in which they run. Makes nothing.
    /// </summary>
    public IReadOnlyList<PluginDescription> Describe()
    {
        var all = new OrderedDictionary<(PluginKind, string), PluginDescription>();
        Collect(all);
        return [.. all.Values.OrderBy(static one => one.Kind).ThenBy(static one => one.Kind == PluginKind.Hook ? "" : one.Id, StringComparer.Ordinal)];
    }

    internal PluginRegistry Add(IEngine engine, PluginOrigin origin)
    {
        engines.Add(engine, origin);
        return this;
    }

    internal PluginRegistry Add(IExtractor extractor, PluginOrigin origin)
    {
        extractors.Add(extractor, origin);
        return this;
    }

    internal PluginRegistry Add(IMetric metric, PluginOrigin origin)
    {
        metrics.Add(metric, origin);
        return this;
    }

    internal PluginRegistry Add(IJudge judge, PluginOrigin origin)
    {
        judges.Add(judge, origin);
        return this;
    }

    internal PluginRegistry Add(IHook hook, PluginOrigin origin)
    {
        hooks.Add(Checked(hook), origin);
        return this;
    }

    internal PluginRegistry Add(ToolSpec tool, IToolHandler handler, PluginOrigin origin)
    {
        tools.Add(Checked(tool, handler), origin);
        toolSpecs.Add(tool.Id, tool);
        return this;
    }

    internal PluginRegistry Add(IToolHandler handler, PluginOrigin origin)
    {
        tools.Add(handler, origin);
        return this;
    }

    private static IHook Checked(IHook hook) => (hook.Stages & HookStages.All) != HookStages.None
        ? hook
        : throw new AssayException(ErrorCode.OptionInvalid, $"The hook '{hook.Id}' takes part in no stage; name at least one in {nameof(IHook.Stages)}.");

    private static IToolHandler Checked(ToolSpec tool, IToolHandler handler) => handler.Id == tool.Id
        ? handler
        : throw new AssayException(ErrorCode.OptionInvalid, $"The handler '{handler.Id}' is given for the tool '{tool.Id}'; give both the same id.");

    private void Collect(OrderedDictionary<(PluginKind, string), PluginDescription> all)
    {
        outer?.Collect(all);
        foreach (var one in engines.Descriptions.Concat(extractors.Descriptions).Concat(metrics.Descriptions).Concat(sliceMetrics.Descriptions).Concat(judges.Descriptions).Concat(hooks.Descriptions).Concat(tools.Descriptions).Concat(toolServers.Descriptions))
            all[(one.Kind, one.Id)] = one;
    }
}
