using Assay.Errors;

namespace Assay.Execution;

/// <summary>What a slice's run did.</summary>
/// <param name="Candidates">How many candidates the slice has.</param>
/// <param name="Generated">How many generations were made now, failed ones among them.</param>
/// <param name="Reused">How many candidates were answered by a stored generation, or by one that another candidate of this run made.</param>
/// <param name="Scored">How many candidates were scored now.</param>
/// <param name="Failed">How many candidates have no output.</param>
/// <param name="PaidMissing">How many generations are missing because they cost money and this run may not spend.</param>
public sealed record SliceRun(long Candidates, long Generated, long Reused, long Scored, long Failed, long PaidMissing)
{
    /// <summary>How many candidates have no stored generation that this run might have made, <see cref="PaidMissing"/> ones among them: those of a run without the generation stage.</summary>
    public long Missing { get; init; }

    /// <summary>How many candidates have an output and lack a score or a parse because an extractor, a metric or a hook failed; an unreadable answer is none of these.</summary>
    public long Unscored { get; init; }

    /// <summary>How many scores are missing because a judge would have to be asked, which costs money or needs a network, and this run may not.</summary>
    public long Unjudged { get; init; }

    /// <summary>Candidates without an output or a score, each with the reason, in words: the first ten in the order of the plan.</summary>
    public IReadOnlyList<string> Unanswered { get; init; } = [];

    /// <summary>What its owner should know and fails nothing, such as <see cref="ErrorCode.ToolsDrifted"/>; empty for nothing.</summary>
    public IReadOnlyList<Problem> Warnings { get; init; } = [];

    /// <summary>Why the run stopped early; null when it went to its end.</summary>
    public AssayException? Stopped { get; init; }

    /// <summary>Those of <see cref="Unanswered"/>, in parts.</summary>
    internal IReadOnlyList<UnansweredTrial> Trials { get; init; } = [];

    /// <summary>The same with what engines said scrubbed; ids and codes stay.</summary>
    internal SliceRun Scrubbed(Func<string, string> scrub) => this with
    {
        Unanswered = [.. Trials.Select(trial => (trial with { Message = trial.Message is null ? null : scrub(trial.Message) }).ToString())],
        Stopped = Stopped is null ? null : CircuitBreaker.Scrubbed(Stopped, scrub),
    };
}
