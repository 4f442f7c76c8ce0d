using Assay.Contracts;
using Assay.Specs;

namespace Assay.Hosting;

/// <summary>What the orchestrator of a service container is made of; filled by <c>AddAssay</c> from configuration or by code.</summary>
public sealed class AssayOptions
{
    /// <summary>The project; null where <see cref="ProjectFile"/> names its file.</summary>
    public ProjectSpec? Project { get; set; }

    /// <summary>The project's file, <c>assay.toml</c> or <c>assay.json</c>, absolute or relative to <see cref="ProjectDirectory"/>; null where <see cref="Project"/> is given.</summary>
    public string? ProjectFile { get; set; }

    /// <summary>The folder against which data files and the store are resolved; null, the default, takes the project file's, else the current folder.</summary>
    public string? ProjectDirectory { get; set; }

    /// <summary>The store's folder, absolute or relative to the project's; null, the default, takes the project's storage setting.</summary>
    public string? StoreDirectory { get; set; }

    /// <summary>How many candidates of one trial are generated at once, at least 1; 5 by default.</summary>
    public int ParallelCandidates { get; set; } = 5;

    /// <summary>The plugins besides those of the container, which come before these where ids are the same; the built-in ones by default.</summary>
    public PluginRegistry Registry { get; set; } = PluginRegistry.WithBuiltIns();

    /// <summary>What configuration said.</summary>
    internal ConfiguredValues Configured { get; } = new();
}
