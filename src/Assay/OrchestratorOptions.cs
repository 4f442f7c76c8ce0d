using Assay.Contracts;
using Assay.Datasets;
using Assay.Errors;
using Assay.Recordings;
using Assay.Specs;
using Assay.Specs.Settings;
using Assay.Storage;
using Assay.Telemetry;

namespace Assay;

/// <summary>What an orchestrator is given besides its project.</summary>
public sealed record OrchestratorOptions
{
    /// <summary>The engines, extractors, metrics and other plugins that specs name; the built-in ones by default.</summary>
    public PluginRegistry Registry { get; init; } = PluginRegistry.WithBuiltIns();

    /// <summary>Make the engines of the providers that the project configures, the first that knows a provider's kind; none by default. A registered engine of a provider's id takes its place.</summary>
    public IReadOnlyList<IEngineFactory> EngineFactories { get; init; } = [];

    /// <summary>Gives the items of tasks that no definition has data for; null reads the files that specs name (<see cref="FileDatasetProvider"/>).</summary>
    public IDatasetProvider? DatasetProvider { get; init; }

    /// <summary>Gives all items of tasks that no definition has data for, to which their queries are applied; at most one of this and <see cref="DatasetProvider"/>.</summary>
    public IDatasetLoader? DatasetLoader { get; init; }

    /// <summary>The folder against which data files and the store are resolved; by default the project file's, where there is one, else the current folder.</summary>
    public string ProjectDirectory
    {
        get => GivenDirectory ?? Environment.CurrentDirectory;
        init => GivenDirectory = value;
    }

    /// <summary>How many candidates of one trial are generated at once, at least 1; 5 by default.</summary>
    public int ParallelCandidates { get; init; } = 5;

    /// <summary>The store's folder, absolute or relative to the project's; null takes the project's storage setting.</summary>
    public string? StoreDirectory { get; init; }

    /// <summary>A store with all of its parts to use in place of the project's, which stays the caller's to dispose; null opens the project's.</summary>
    public StorageBundle? Storage { get; init; }

    /// <summary>A store to use in place of the project's, which stays the caller's to dispose; null opens the project's. What needs more than runs, such as manifests, needs <see cref="Storage"/> unless this is a SQLite store.</summary>
    public IRunStore? Store { get; init; }

    /// <summary>Opens the project's store where it is no SQLite file; null takes that of the package <c>Assay.Postgres</c> where the application references it.</summary>
    public IStorageProvider? StorageProvider { get; init; }

    /// <summary>Told of what happens in runs; null for nobody.</summary>
    public TelemetryBus? Telemetry { get; init; }

    /// <summary>Where answers are recorded, and whether runs add to them; null, the default, neither reads nor writes any.</summary>
    public RecordingOptions? Recordings { get; init; }

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Settings of what stands around the orchestrator, such as a session's mode, for the record of runs and their config reports; none by default. One with the path of an option says where that option came from.</summary>
    public ValueList<ConfigSetting> Surroundings { get; init; } = [];

    /// <summary>Scrubs what models and user code said before it is shown of a slice; by default it stays as it is.</summary>
    internal Func<string, string> Scrub { get; init; } = static text => text;

    /// <summary>The project's folder as it was given; null where it was not.</summary>
    internal string? GivenDirectory { get; private init; }

    /// <summary>The same with a folder for the project, unless they have one.</summary>
    internal OrchestratorOptions Within(string directory) => GivenDirectory is null ? this with { ProjectDirectory = directory, HasDefaultDirectory = true } : this;

    /// <summary>Whether nobody gave the project's folder.</summary>
    internal bool HasDefaultDirectory { get; private init; }

    /// <exception cref="AssayException">The options contradict each other or are out of range; every problem at once.</exception>
    internal void EnsureValid()
    {
        var problems = new List<Problem>();
        if (DatasetProvider is not null && DatasetLoader is not null)
            problems.Add(new Problem(ErrorCode.OptionInvalid, $"Both {nameof(DatasetProvider)} and {nameof(DatasetLoader)} are given; give one of them."));
        if (Store is not null && Storage is not null && Storage.Runs != Store)
            problems.Add(new Problem(ErrorCode.OptionInvalid, $"Both {nameof(Store)} and {nameof(Storage)} are given; give one of them."));
        if (ParallelCandidates < 1)
            problems.Add(new Problem(ErrorCode.OptionInvalid, $"{nameof(ParallelCandidates)} is less than 1, so that no candidate could ever be generated; set it to 1 or more."));
        if (problems.Count > 0)
            throw new AssayException(problems);
    }

    internal IDatasetProvider ToProvider() => DatasetProvider ?? (DatasetLoader is { } loader ? new LoaderDatasetProvider(loader) : new FileDatasetProvider());
}
