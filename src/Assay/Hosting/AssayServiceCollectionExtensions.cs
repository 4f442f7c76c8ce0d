using System.Diagnostics.CodeAnalysis;
using Assay.Contracts;
using Assay.Specs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Assay.Hosting;

/// <summary>Registers the orchestrator and its plugins in a service container.</summary>
public static class AssayServiceCollectionExtensions
{
    private const DynamicallyAccessedMemberTypes Constructors = DynamicallyAccessedMemberTypes.PublicConstructors;

    /// <summary>
    /// Registers <see cref="Orchestrator"/> and <see cref="PluginRegistry"/> as singletons, with options from configuration: the
    /// members of <see cref="ProjectSpec"/> and those of <see cref="AssayOptions"/>, in snake case or Pascal case.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">The section, such as <c>configuration.GetSection("Assay")</c>.</param>
    /// <param name="configure">Changes what the configuration says; null for nothing.</param>
    /// <remarks>
    /// Plugins are found among the services, keyed or plain, as are a store (<see cref="Storage.StorageBundle"/> or <see cref="Storage.IRunStore"/>), a dataset provider or loader,
    /// a <see cref="Telemetry.TelemetryBus"/> and a <see cref="TimeProvider"/>. A wrong value is a <see cref="Errors.SpecValidationException"/>
    /// with every problem at once when the orchestrator is first asked for. The container must be disposed asynchronously.
    /// </remarks>
    public static IServiceCollection AddAssay(this IServiceCollection services, IConfiguration configuration, Action<AssayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = services.AddOptions<AssayOptions>().Configure(options => ProjectConfiguration.Apply(configuration, options));
        if (configure is not null)
            options.Configure(configure);
        return AddCore(services);
    }

    /// <summary>Registers <see cref="Orchestrator"/> and <see cref="PluginRegistry"/> as singletons, as <see cref="AddAssay(IServiceCollection, IConfiguration, Action{AssayOptions})"/> does, with options from code.</summary>
    /// <param name="services">The container.</param>
    /// <param name="configure">Sets the options; a project or a project's file must be among them.</param>
    public static IServiceCollection AddAssay(this IServiceCollection services, Action<AssayOptions> configure)
    {
        services.AddOptions<AssayOptions>().Configure(configure);
        return AddCore(services);
    }

    /// <summary>Registers an engine, which is made once.</summary>
    /// <typeparam name="T">The engine; its own id is what specs name.</typeparam>
    /// <param name="services">The container.</param>
    /// <param name="key">The key of a keyed service, which a constructor may ask for; null for a plain one.</param>
    public static IServiceCollection AddAssayEngine<[DynamicallyAccessedMembers(Constructors)] T>(this IServiceCollection services, object? key = null)
        where T : class, IEngine => Add<IEngine, T>(services, key);

    /// <summary>Registers an extractor, which is made once.</summary>
    /// <typeparam name="T">The extractor; its own id is what specs name.</typeparam>
    /// <param name="services">The container.</param>
    /// <param name="key">The key of a keyed service, which a constructor may ask for; null for a plain one.</param>
    public static IServiceCollection AddAssayExtractor<[DynamicallyAccessedMembers(Constructors)] T>(this IServiceCollection services, object? key = null)
        where T : class, IExtractor => Add<IExtractor, T>(services, key);

    /// <summary>Registers a metric, which is made once.</summary>
    /// <typeparam name="T">The metric; its own id is what specs name.</typeparam>
    /// <param name="services">The container.</param>
    /// <param name="key">The key of a keyed service, which a constructor may ask for; null for a plain one.</param>
    public static IServiceCollection AddAssayMetric<[DynamicallyAccessedMembers(Constructors)] T>(this IServiceCollection services, object? key = null)
        where T : class, IMetric => Add<IMetric, T>(services, key);

    /// <summary>Registers a judge, which is made once.</summary>
    /// <typeparam name="T">The judge; its own id is what metrics' settings name.</typeparam>
    /// <param name="services">The container.</param>
    /// <param name="key">The key of a keyed service, which a constructor may ask for; null for a plain one.</param>
    public static IServiceCollection AddAssayJudge<[DynamicallyAccessedMembers(Constructors)] T>(this IServiceCollection services, object? key = null)
        where T : class, IJudge => Add<IJudge, T>(services, key);

    /// <summary>Registers a hook, which is made once. Plain ones run in the order of registration, keyed ones after them.</summary>
    /// <typeparam name="T">The hook.</typeparam>
    /// <param name="services">The container.</param>
    /// <param name="key">The key of a keyed service, which a constructor may ask for; null for a plain one.</param>
    public static IServiceCollection AddAssayHook<[DynamicallyAccessedMembers(Constructors)] T>(this IServiceCollection services, object? key = null)
        where T : class, IHook => Add<IHook, T>(services, key);

    /// <summary>Registers the handler of a tool, which is made once.</summary>
    /// <typeparam name="T">The handler; its own id is the tool's.</typeparam>
    /// <param name="services">The container.</param>
    /// <param name="tool">What models are told of the tool; null where the project declares it.</param>
    /// <param name="key">The key of a keyed service, which a constructor may ask for; null for a plain one.</param>
    public static IServiceCollection AddAssayTool<[DynamicallyAccessedMembers(Constructors)] T>(this IServiceCollection services, ToolSpec? tool = null, object? key = null)
        where T : class, IToolHandler
    {
        if (tool is not null)
            services.AddSingleton(tool);
        return Add<IToolHandler, T>(services, key);
    }

    private static IServiceCollection Add<TService, [DynamicallyAccessedMembers(Constructors)] T>(IServiceCollection services, object? key)
        where TService : class
        where T : class, TService => key is null ? services.AddSingleton<TService, T>() : services.AddKeyedSingleton<TService, T>(key);

    private static IServiceCollection AddCore(IServiceCollection services)
    {
        services.TryAddSingleton(PluginCollector.Collect);
        services.TryAddSingleton(OrchestratorFactory.Create);
        return services;
    }
}
