using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;
using Assay.Storage;
using Assay.Telemetry;
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
        var (project, directory) = ProjectOf(options);
        var provider = services.GetService<IDatasetProvider>();
        return Orchestrator.FromProjectSpec(project, new OrchestratorOptions
        {
            Registry = services.GetRequiredService<PluginRegistry>(),
            ProjectDirectory = directory,
            StoreDirectory = options.StoreDirectory,
            ParallelCandidates = options.ParallelCandidates,
            DatasetProvider = provider,
            DatasetLoader = services.GetService<IDatasetLoader>(),
            Store = services.GetService<IRunStore>(),
            Telemetry = services.GetService<TelemetryBus>(),
            Time = services.GetService<TimeProvider>() ?? TimeProvider.System,
        });
    }

    private static (ProjectSpec Project, string Directory) ProjectOf(AssayOptions options)
    {
        var folder = options.ProjectDirectory ?? Environment.CurrentDirectory;
        switch (options)
        {
            case { Project: { } project, ProjectFile: null }:
                return (project, folder);
            case { Project: null, ProjectFile: { } file }:
                var path = Path.GetFullPath(file, Path.GetFullPath(folder));
                return (ProjectFile.Load(path), options.ProjectDirectory ?? Path.GetDirectoryName(path)!);
            case { Project: not null }:
                throw new AssayException(ErrorCode.OptionInvalid, $"Both a project and the project file '{options.ProjectFile}' are given; give one of them.");
            default:
                throw new AssayException(ErrorCode.OptionInvalid, $"There is no project; set {nameof(AssayOptions.Project)} or {nameof(AssayOptions.ProjectFile)}, or give the configuration's section a name for it.");
        }
    }
}
