using Assay.Errors;
using Assay.Specs;

namespace Assay.Contracts;

/// <content>Registration by factory and by type.</content>
public sealed partial class PluginRegistry
{
    /// <summary>Registers an engine that is made once, when it is first asked for.</summary>
    /// <param name="id">The id that a model's provider names.</param>
    /// <param name="version">The version or code digest.</param>
    /// <param name="factory">Makes an engine of that id and version.</param>
    /// <exception cref="AssayException">An engine of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry AddEngine(string id, string version, Func<IEngine> factory)
    {
        engines.Add(id, version, factory);
        return this;
    }

    /// <summary>Registers an extractor that is made once, when it is first asked for.</summary>
    /// <param name="id">The id that a parse names.</param>
    /// <param name="version">The version or code digest.</param>
    /// <param name="factory">Makes an extractor of that id and version.</param>
    /// <exception cref="AssayException">An extractor of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry AddExtractor(string id, string version, Func<IExtractor> factory)
    {
        extractors.Add(id, version, factory);
        return this;
    }

    /// <summary>Registers a metric that is made once, when it is first asked for.</summary>
    /// <param name="id">The id that a score names.</param>
    /// <param name="version">The version or code digest.</param>
    /// <param name="factory">Makes a metric of that id and version.</param>
    /// <exception cref="AssayException">A metric of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry AddMetric(string id, string version, Func<IMetric> factory)
    {
        metrics.Add(id, version, factory);
        return this;
    }

    /// <summary>Registers a judge that is made once, when it is first asked for.</summary>
    /// <param name="id">The id that a metric's settings name.</param>
    /// <param name="version">The version or code digest.</param>
    /// <param name="factory">Makes a judge of that id and version.</param>
    /// <exception cref="AssayException">A judge of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry AddJudge(string id, string version, Func<IJudge> factory)
    {
        judges.Add(id, version, factory);
        return this;
    }

    /// <summary>Registers a hook that is made once, when the first run is planned.</summary>
    /// <param name="id">The hook's id.</param>
    /// <param name="version">The version or code digest.</param>
    /// <param name="factory">Makes a hook of that id and version that takes part in a stage.</param>
    /// <exception cref="AssayException">A hook of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry AddHook(string id, string version, Func<IHook> factory)
    {
        hooks.Add(id, version, () => factory() is { } hook ? Checked(hook) : null!);
        return this;
    }

    /// <summary>Registers a tool whose handler is made once, when it is first asked for.</summary>
    /// <param name="tool">What models are told of it.</param>
    /// <param name="version">The handler's version or code digest.</param>
    /// <param name="factory">Makes a handler of that tool and version.</param>
    /// <exception cref="AssayException">A tool of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry AddTool(ToolSpec tool, string version, Func<IToolHandler> factory)
    {
        tools.Add(tool.Id, version, factory);
        toolSpecs.Add(tool.Id, tool);
        return this;
    }

    /// <summary>Registers an engine by its type, which is made at once.</summary>
    /// <typeparam name="T">The engine.</typeparam>
    /// <exception cref="AssayException">An engine of its id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry AddEngine<T>()
        where T : IEngine, new() => Add(new T(), PluginOrigin.Type);

    /// <summary>Registers an extractor by its type, which is made at once.</summary>
    /// <typeparam name="T">The extractor.</typeparam>
    /// <exception cref="AssayException">An extractor of its id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry AddExtractor<T>()
        where T : IExtractor, new() => Add(new T(), PluginOrigin.Type);

    /// <summary>Registers a metric by its type, which is made at once.</summary>
    /// <typeparam name="T">The metric.</typeparam>
    /// <exception cref="AssayException">A metric of its id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry AddMetric<T>()
        where T : IMetric, new() => Add(new T(), PluginOrigin.Type);

    /// <summary>Registers a judge by its type, which is made at once.</summary>
    /// <typeparam name="T">The judge.</typeparam>
    /// <exception cref="AssayException">A judge of its id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry AddJudge<T>()
        where T : IJudge, new() => Add(new T(), PluginOrigin.Type);

    /// <summary>Registers a hook by its type, which is made at once.</summary>
    /// <typeparam name="T">The hook.</typeparam>
    /// <exception cref="AssayException">A hook of its id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry AddHook<T>()
        where T : IHook, new() => Add(new T(), PluginOrigin.Type);

    /// <summary>Registers a tool with its handler's type, which is made at once.</summary>
    /// <typeparam name="T">The handler.</typeparam>
    /// <param name="tool">What models are told of it.</param>
    /// <exception cref="AssayException">A tool of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry AddTool<T>(ToolSpec tool)
        where T : IToolHandler, new() => Add(tool, new T(), PluginOrigin.Type);
}
