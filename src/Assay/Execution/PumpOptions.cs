namespace Assay.Execution;

/// <summary>What a pump is told about its run.</summary>
/// <param name="RunId">The run's row.</param>
/// <param name="Columns">What a finished candidate has, by the stages to go through.</param>
/// <param name="MaySpend">Whether engines that cost money may be called.</param>
/// <param name="ParallelCandidates">How many candidates of one trial are generated at once.</param>
internal sealed record PumpOptions(long RunId, StageColumns Columns, bool MaySpend, int ParallelCandidates);
