using Assay.Contracts;
using Assay.Storage;

namespace Assay;

/// <summary>What an orchestrator is given besides its project.</summary>
public sealed record OrchestratorOptions
{
    /// <summary>The engines, extractors, metrics and other plugins that specs name; the built-in ones by default.</summary>
    public PluginRegistry Registry { get; init; } = PluginRegistry.WithBuiltIns();

    /// <summary>The folder against which data files and the store are resolved; the current folder by default.</summary>
    public string ProjectDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>How many candidates of one trial are generated at once, at least 1; 5 by default.</summary>
    public int ParallelCandidates { get; init; } = 5;

    /// <summary>The store's folder, absolute or relative to the project's; null takes the project's storage setting.</summary>
    public string? StoreDirectory { get; init; }

    /// <summary>A store to use in place of the project's, which stays the caller's to dispose; null opens the project's.</summary>
    public IRunStore? Store { get; init; }

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
