using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Assay.Hosting;

/// <summary>Gathers the plugins among the services of a container, plain ones first, then keyed ones.</summary>
internal static class PluginCollector
{
    /// <summary>A registry of the container's plugins within that of the options.</summary>
    /// <exception cref="AssayException">Two plugins of one kind have one id, or a tool has no handler.</exception>
    public static PluginRegistry Collect(IServiceProvider services)
    {
        var registry = new PluginRegistry(services.GetRequiredService<IOptions<AssayOptions>>().Value.Registry);
        foreach (var engine in All<IEngine>(services))
            registry.Add(engine, PluginOrigin.Services);
        foreach (var extractor in All<IExtractor>(services))
            registry.Add(extractor, PluginOrigin.Services);
        foreach (var metric in All<IMetric>(services))
            registry.Add(metric, PluginOrigin.Services);
        foreach (var judge in All<IJudge>(services))
            registry.Add(judge, PluginOrigin.Services);
        foreach (var hook in All<IHook>(services))
            registry.Add(hook, PluginOrigin.Services);
        foreach (var server in All<IToolServer>(services))
            registry.Add(server, PluginOrigin.Services);
        AddTools(registry, services);
        return registry;
    }

    private static void AddTools(PluginRegistry registry, IServiceProvider services)
    {
        var specs = services.GetServices<ToolSpec>().ToList();
        foreach (var handler in All<IToolHandler>(services))
        {
            if (specs.Find(spec => spec.Id == handler.Id) is { } spec)
                registry.Add(spec, handler, PluginOrigin.Services);
            else
                registry.Add(handler, PluginOrigin.Services);
        }

        if (specs.Find(spec => !registry.TryGetTool(spec.Id, out _)) is { } lonely)
            throw new AssayException(ErrorCode.OptionInvalid, $"The tool '{lonely.Id}' is registered with a handler of another id; give both the same one.");
    }

    private static IEnumerable<T> All<T>(IServiceProvider services) => services is IKeyedServiceProvider
        ? services.GetServices<T>().Concat(services.GetKeyedServices<T>(KeyedService.AnyKey))
        : services.GetServices<T>();
}
