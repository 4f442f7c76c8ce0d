using Assay.Errors;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>What a run did.</summary>
/// <param name="Tasks">What each task did, in order.</param>
/// <param name="Stopped">Why the run stopped early; null when it went to its end.</param>
/// <param name="Row">The run's row; 0 when nothing was to be done and no run began.</param>
internal sealed record RunOutcome(IReadOnlyList<SliceRun> Tasks, AssayException? Stopped, long Row)
{
    /// <summary>What its owner should know.</summary>
    public IReadOnlyList<Problem> Warnings { get; init; } = [];

    /// <summary>How the run stands.</summary>
    public RunState State => this switch
    {
        { Stopped: not null } => RunState.Stopped,
        _ when Tasks.Any(static task => task.Missing > 0 || task.Unjudged > 0) => RunState.Stopped,
        _ when Tasks.Any(static task => task.Failed > 0 || task.Unscored > 0) => RunState.CompletedWithFailures,
        _ => RunState.Completed,
    };

    public static RunOutcome NothingToDo(PreparedRun run) =>
        new([.. run.Tasks.Select(static task => new SliceRun(task.Slice.Count, 0, task.Slice.Count, 0, 0, 0))], null, 0);
}
