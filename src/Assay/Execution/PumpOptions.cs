using Assay.Execution.Batches;
using Assay.Recordings;

namespace Assay.Execution;

/// <summary>What a pump is told about its run.</summary>
/// <param name="RunId">The run's row.</param>
/// <param name="Columns">What a finished candidate has, by the stages to go through.</param>
/// <param name="Permit">Which engines may be called.</param>
/// <param name="ParallelCandidates">How many candidates of one trial are generated at once.</param>
internal sealed record PumpOptions(long RunId, StageColumns Columns, RunPermit Permit, int ParallelCandidates)
{
    /// <summary>Recorded answers; null for none.</summary>
    public AnswerBook? Book { get; init; }

    /// <summary>What batches gave; null where there were none.</summary>
    public BatchedAnswers? Batched { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
