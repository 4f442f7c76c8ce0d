using Assay.Identity;
using Assay.Specs;
using Assay.Storage.Manifests;

namespace Assay.Execution;

/// <summary>How a planned run stands, as read from the store: also while another process works on it.</summary>
/// <param name="RunId">The run's identity.</param>
/// <param name="Name">The benchmark's or experiment's id.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Stages">Its work, one entry per stage in the stages' order.</param>
public sealed record RunProgressReport(Hash128 RunId, string Name, RunStatus Status, ValueList<StageCounts> Stages)
{
    /// <summary>The first stage that has work to do; null when none has.</summary>
    public WorkStage? ActiveStage { get; init; }

    /// <summary>How many candidates are under way, as the processes that work on it said a moment ago, and under live leases.</summary>
    public long InFlight { get; init; }

    /// <summary>How many candidates' generations are out in a provider's batches.</summary>
    public long InBatch => Stages.Sum(static stage => stage.InBatch);

    /// <summary>When work on it began first; null when it never did.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When the last work on it ended; null while work goes on, or when it never began.</summary>
    public DateTimeOffset? Ended { get; init; }
}
