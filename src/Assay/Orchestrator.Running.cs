using Assay.Execution;
using Assay.Specs;

namespace Assay;

/// <content>Whole experiments and benchmarks.</content>
public sealed partial class Orchestrator
{
    /// <summary>Goes through stages of a run and says what was done.</summary>
    internal async Task<(PreparedRun Run, RunOutcome Outcome)> ExecuteAsync(RunSource source, RunStages stages, RunOptions? run, CancellationToken cancellationToken)
    {
        var prepared = await PrepareAsync(source, stages, cancellationToken);
        return (prepared, await executor.RunAsync(prepared, stages, run ?? new RunOptions(), cancellationToken));
    }
}
