using Assay.Errors;
using Assay.Identity;

namespace Assay.Storage.Manifests;

/// <summary>A piece of work of a run and how it stands.</summary>
/// <param name="Id">Its identity within its run: the same in every store. A digest of the plan, the place in it, the stage, the parse and the metric.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Status">How it stands.</param>
/// <param name="PlanId">The plan's row.</param>
/// <param name="Ordinal">The candidate's place in the plan's order, from 0.</param>
/// <param name="Key">The identity of what it makes: a generation, a transform or an evaluation. Work that asks the same thing has the same.</param>
/// <param name="ItemId">The item's id.</param>
public sealed record WorkItem(
    Hash128 Id,
    WorkStage Stage,
    WorkStatus Status,
    long PlanId,
    long Ordinal,
    Hash128 Key,
    string ItemId)
{
    /// <summary>The item's row.</summary>
    public long ItemRow { get; init; }

    /// <summary>The generation's row; 0 while there is none.</summary>
    public long GenerationId { get; init; }

    /// <summary>The definition row of the parse; 0 for none.</summary>
    public long ParseId { get; init; }

    /// <summary>The definition row of the metric; 0 for none.</summary>
    public long MetricId { get; init; }

    /// <summary>How often it was tried: the attempts of its generation, or how often it was leased when that is more; 1 for a parse or score that ran.</summary>
    public int Attempts { get; init; }

    /// <summary>Who holds it; null for nobody.</summary>
    public string? LeaseOwner { get; init; }

    /// <summary>Until when; null for nobody.</summary>
    public DateTimeOffset? LeaseExpires { get; init; }

    /// <summary>The provider's job that it is part of; null for none.</summary>
    public string? ExternalJobId { get; init; }

    /// <summary>Where its outcome is: <c>event:</c> and the event's number, then <c>blob:</c> and the digest of its text where that is a blob.</summary>
    public IReadOnlyList<string> ArtifactRefs { get; init; } = [];

    /// <summary>When it began; null while it has not ended.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Why it failed, or <see cref="ErrorCode.ParseFailed"/> where nothing was found; null otherwise.</summary>
    public ErrorCode? LastErrorCode { get; init; }

    /// <summary>What happened, for people; null for nothing.</summary>
    public string? LastError { get; init; }
}
