using Assay.Errors;
using Assay.Specs;

namespace Assay.Execution;

/// <summary>What one call of a run did, over all of its tasks.</summary>
/// <param name="Candidates">How many candidates the run has.</param>
/// <param name="Generated">How many generations were made now, failed ones among them.</param>
/// <param name="Reused">How many candidates were answered by a stored generation, or by one that another candidate of this run made.</param>
/// <param name="Scored">How many candidates were parsed or scored now.</param>
/// <param name="Failed">How many candidates have no output because their generation failed.</param>
/// <param name="Missing">How many candidates have no output because the call was not to generate, or not to spend.</param>
public sealed record RunWork(long Candidates, long Generated, long Reused, long Scored, long Failed, long Missing)
{
    /// <summary>How many candidates have an output and lack a score or a parse because an extractor, a metric or a hook failed; an unreadable answer is none of these.</summary>
    public long Unscored { get; init; }

    /// <summary>How many scores are missing because a judge would have to be asked, which costs money or needs a network, and the call may not.</summary>
    public long Unjudged { get; init; }

    /// <summary>Candidates without an output or a score, each with the reason, in words: the first ten of each task in the order of the plan.</summary>
    public ValueList<string> Unanswered { get; init; } = [];

    /// <summary>What its owner should know and fails nothing, such as <see cref="ErrorCode.ToolsDrifted"/>; empty for nothing.</summary>
    public ValueList<Problem> Warnings { get; init; } = [];

    /// <summary>Why the run stopped early, such as <see cref="ErrorCode.CircuitBreaker"/>; null when it went to its end.</summary>
    public AssayException? Stopped { get; init; }

    internal static RunWork Of(RunOutcome outcome) => new(
        outcome.Tasks.Sum(static task => task.Candidates),
        outcome.Tasks.Sum(static task => task.Generated),
        outcome.Tasks.Sum(static task => task.Reused),
        outcome.Tasks.Sum(static task => task.Scored),
        outcome.Tasks.Sum(static task => task.Failed),
        outcome.Tasks.Sum(static task => task.Missing))
    {
        Unscored = outcome.Tasks.Sum(static task => task.Unscored),
        Unjudged = outcome.Tasks.Sum(static task => task.Unjudged),
        Unanswered = ValueList.From(outcome.Tasks.SelectMany(static task => task.Unanswered)),
        Warnings = ValueList.From(outcome.Warnings),
        Stopped = outcome.Stopped,
    };
}
