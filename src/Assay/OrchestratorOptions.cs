using Assay.Storage;

namespace Assay;

/// <summary>What an orchestrator is given besides its project.</summary>
public sealed record OrchestratorOptions
{
    /// <summary>The folder against which data files and the store are resolved; the current folder by default.</summary>
    public string ProjectDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>The store's folder, absolute or relative to the project's; null takes the project's storage setting.</summary>
    public string? StoreDirectory { get; init; }

    /// <summary>A store to use in place of the project's, which stays the caller's to dispose; null opens the project's.</summary>
    public IRunStore? Store { get; init; }

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
