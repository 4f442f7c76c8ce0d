using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;
using Assay.Specs.Settings;
using Assay.Storage;
using Assay.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Assay.Hosting;

/// <summary>Makes the orchestrator of a container.</summary>
internal static class OrchestratorFactory
{
    /// <summary>Makes it from the options and from what else the container has.</summary>
    /// <exception cref="SpecValidationException">The project breaks rules; every problem at once.</exception>
    /// <exception cref="AssayException">The options give no project, or two.</exception>
    public static Orchestrator Create(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<AssayOptions>>().Value;
        var origins = new ConfiguredOrigins(options.Configured, services.GetService<IConfiguration>() as IConfigurationRoot);
        var (project, directory, places) = ProjectOf(options, origins);
        var provider = services.GetService<IDatasetProvider>();
        var made = new OrchestratorOptions
        {
            Registry = services.GetRequiredService<PluginRegistry>(),
            EngineFactories = [.. services.GetServices<IEngineFactory>()],
            ProjectDirectory = directory,
            StoreDirectory = options.StoreDirectory,
            ParallelCandidates = options.ParallelCandidates,
            DatasetProvider = provider,
            DatasetLoader = services.GetService<IDatasetLoader>(),
            Store = services.GetService<IRunStore>(),
            Storage = services.GetService<StorageBundle>(),
            StorageProvider = services.GetService<IStorageProvider>(),
            Telemetry = services.GetService<TelemetryBus>(),
            Time = services.GetService<TimeProvider>() ?? TimeProvider.System,
            Surroundings = origins.Of(options),
        };
        return Orchestrator.From(project, made, places);
    }

    private static (ProjectSpec Project, string Directory, IReadOnlyDictionary<string, SettingOrigin>? Places) ProjectOf(AssayOptions options, ConfiguredOrigins origins)
    {
        var folder = options.ProjectDirectory ?? Environment.CurrentDirectory;
        switch (options)
        {
            case { Project: { } project, ProjectFile: null }:
                return (project, folder, origins.Of(project));
            case { Project: null, ProjectFile: { } file }:
                var path = Path.GetFullPath(file, Path.GetFullPath(folder));
                var loaded = ProjectFile.LoadWithOrigins(path);
                return (loaded.Project, options.ProjectDirectory ?? Path.GetDirectoryName(path)!, loaded.Origins);
            case { Project: not null }:
                throw new AssayException(ErrorCode.OptionInvalid, $"Both a project and the project file '{options.ProjectFile}' are given; give one of them.");
            default:
                throw new AssayException(ErrorCode.OptionInvalid, $"There is no project; set {nameof(AssayOptions.Project)} or {nameof(AssayOptions.ProjectFile)}, or give the configuration's section a name for it.");
        }
    }
}
