using Assay.Errors;
using Assay.Storage;

namespace Assay.Results;

/// <summary>One thing that happened to a candidate. What a kind of step does not say is null.</summary>
/// <param name="Seq">The event's place among all events of the store.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Stage">The stage that it belongs to.</param>
/// <param name="At">When: a generation's first attempt began then; a parse and a metric were written then.</param>
/// <param name="Name">What it is about: the model, the parse, the score, the extractor, a turn's role, a link's kind; empty where there is nothing to name.</param>
public sealed record TimelineStep(long Seq, EventKind Kind, TimelineStage Stage, DateTimeOffset At, string Name)
{
    /// <summary>How long it took; for what a provider reported, how long the first token took.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The row of the run that did it.</summary>
    public long? RunId { get; init; }

    /// <summary>Whether it ended with a result.</summary>
    public bool? Success { get; init; }

    /// <summary>Why there is no result.</summary>
    public ErrorCode? Failure { get; init; }

    /// <summary>How many attempts a generation took, the number of a failed attempt, or the index of a turn.</summary>
    public int? Number { get; init; }

    /// <summary>The score.</summary>
    public double? Score { get; init; }

    /// <summary>Tokens read.</summary>
    public int? InputTokens { get; init; }

    /// <summary>Tokens generated.</summary>
    public int? OutputTokens { get; init; }

    /// <summary>The output, a failure's message, a parsed value or the reason why there is none, a metric's explanation, what was said, a link's address; JSON for a turn with a tool and for a judge's call.</summary>
    public string? Text { get; init; }

    /// <summary>The reference to <see cref="Text"/>.</summary>
    public PayloadRef? Payload => Text is null ? null : PayloadRef.Of(Text);
}
