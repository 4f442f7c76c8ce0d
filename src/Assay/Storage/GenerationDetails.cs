using Assay.Errors;
using Assay.Identity;

namespace Assay.Storage;

/// <summary>Everything stored of a generation but its output's text.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Key">Its identity.</param>
/// <param name="Status">How it ended.</param>
/// <param name="RunId">The row of the run that made it.</param>
/// <param name="ModelJson">The model's spec as JSON.</param>
/// <param name="Seed">The candidate's seed.</param>
/// <param name="ParamsJson">The params in effect as JSON; null where they were not recorded.</param>
/// <param name="Started">When its first attempt began.</param>
/// <param name="Duration">How long it took, all attempts and waits together.</param>
/// <param name="Attempts">How many attempts it took.</param>
public sealed record GenerationDetails(
    long Id,
    Hash128 Key,
    GenerationStatus Status,
    long RunId,
    string ModelJson,
    long Seed,
    string? ParamsJson,
    DateTimeOffset Started,
    TimeSpan Duration,
    int Attempts)
{
    /// <summary>Tokens read; null when the provider did not say.</summary>
    public int? InputTokens { get; init; }

    /// <summary>Those of <see cref="InputTokens"/> that the provider had cached; null when it did not say.</summary>
    public int? CachedInputTokens { get; init; }

    /// <summary>Tokens generated; null when the provider did not say.</summary>
    public int? OutputTokens { get; init; }

    /// <summary>Why generation ended, in the provider's word; null when it did not say.</summary>
    public string? FinishReason { get; init; }

    /// <summary>The provider's name for the request; null when it did not say.</summary>
    public string? RequestId { get; init; }

    /// <summary>The exact version of the model that answered; null when the provider did not say.</summary>
    public string? ModelVersion { get; init; }

    /// <summary>How long the first token took; null when that was not measured.</summary>
    public TimeSpan? TimeToFirstToken { get; init; }

    /// <summary>Why it failed; null when it completed.</summary>
    public ErrorCode? Failure { get; init; }

    /// <summary>What happened, for people; null when it completed.</summary>
    public string? FailureMessage { get; init; }

    /// <summary>The attempts that failed before the last one, in order.</summary>
    public IReadOnlyList<AttemptRecord> FailedAttempts { get; init; } = [];

    /// <summary>The conversation that led to the output, in order; empty for a single answer.</summary>
    public IReadOnlyList<TurnRecord> Turns { get; init; } = [];

    /// <summary>Where else it can be seen.</summary>
    public IReadOnlyList<LinkRecord> Links { get; init; } = [];

    /// <summary>Whether a provider's batch made it: it has a link of kind <see cref="LinkRecord.Batch"/>.</summary>
    public bool IsBatched => Links.Any(static link => link.Kind == LinkRecord.Batch);
}
