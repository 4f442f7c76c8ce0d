using Assay.Contracts;
using Assay.Execution;
using Assay.Identity;
using Assay.Storage;

namespace Assay.Results;

/// <summary>A run whose results can be read: its plan's tasks and the store that holds what was found.</summary>
/// <param name="RunId">The run's identity.</param>
/// <param name="Store">Where results are kept.</param>
/// <param name="Tasks">The plan's tasks with their rows in the store.</param>
/// <param name="State">How the run stood when the results were asked for.</param>
internal sealed record ResultSource(Hash128 RunId, IRunStore Store, IReadOnlyList<PreparedTask> Tasks, RunState State)
{
    /// <summary>The whole store, for details beyond scores and outputs; null where it gives none.</summary>
    public StorageBundle? Storage { get; init; }

    /// <summary>What the call that gave the results did; null for results that were only read.</summary>
    public RunWork? Work { get; init; }

    /// <summary>What stands around parses.</summary>
    public IReadOnlyList<IHook> Hooks { get; init; } = [];

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The results of a prepared run.</summary>
    public static ResultSource Of(PreparedRun run, RunState state, StorageBundle? storage) => new(run.RunId, run.Store, run.Tasks, state) { Storage = storage, Hooks = run.Source.Plugins.Hooks };

    /// <summary>Every task with every score.</summary>
    public IReadOnlyList<TaskScope> Scopes() => [.. Tasks.Select(TaskScope.Of)];
}
