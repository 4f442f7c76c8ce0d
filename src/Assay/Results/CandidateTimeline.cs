using Assay.Storage;

namespace Assay.Results;

/// <summary>What happened to a candidate, over all runs that it was part of.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Steps">In the order in which they were written; empty where nothing was stored yet.</param>
/// <param name="Generation">Its generation as it stands: attempts, conversation, tokens, links; null where there is none.</param>
public sealed record CandidateTimeline(CandidateResult Candidate, IReadOnlyList<TimelineStep> Steps, GenerationDetails? Generation)
{
    /// <summary>The conversation that led to the output, in order; empty for a single answer.</summary>
    public IReadOnlyList<TurnRecord> Conversation => Generation?.Turns ?? [];

    /// <summary>Where else the generation can be seen.</summary>
    public IReadOnlyList<LinkRecord> Links => Generation?.Links ?? [];

    /// <summary>The steps that failed, failed attempts and unreadable answers among them.</summary>
    public IReadOnlyList<TimelineStep> Errors => [.. Steps.Where(static step => step.Failure is not null)];

    /// <summary>How long a stage took, over all of its tries; what it is made of counts once.</summary>
    /// <param name="stage">The stage.</param>
    public TimeSpan DurationOf(TimelineStage stage)
    {
        var kind = stage switch
        {
            TimelineStage.Generation => EventKind.Generated,
            TimelineStage.Transform => EventKind.Parsed,
            _ => EventKind.Scored,
        };
        return Steps.Where(step => step.Kind == kind).Aggregate(TimeSpan.Zero, static (sum, step) => sum + (step.Duration ?? TimeSpan.Zero));
    }
}
