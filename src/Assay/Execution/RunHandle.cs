using Assay.Identity;
using Assay.Specs;
using Assay.Storage.Manifests;

namespace Assay.Execution;

/// <summary>A submitted run as it stood when it was asked for.</summary>
/// <param name="RunId">The run's identity: the same spec and data give the same one.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Stages">Its work, one entry per stage in the stages' order.</param>
public sealed record RunHandle(Hash128 RunId, RunStatus Status, ValueList<StageCounts> Stages)
{
    /// <summary>Whether work waits or is under way.</summary>
    public bool IsPending => Status is RunStatus.Pending or RunStatus.Running;

    /// <summary>How many pieces of work wait, are under way or are out in a provider's batches, over all stages.</summary>
    public long Pending => Stages.Sum(static stage => stage.Open);

    /// <summary>What its owner should know: why it stopped, what failed, what it waits for. One sentence each; empty for nothing.</summary>
    public ValueList<string> Warnings { get; init; } = [];
}
