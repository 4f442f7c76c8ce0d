using Assay.Errors;
using Assay.Identity;

namespace Assay.Storage;

/// <summary>One event, as it was written. What a kind of event does not say is null.</summary>
/// <param name="Seq">Its place among all events of the store, from 1.</param>
/// <param name="Kind">What it says.</param>
/// <param name="At">When: a generation's first attempt began then; a parse and a metric were written then.</param>
public sealed record StoredEvent(long Seq, EventKind Kind, DateTimeOffset At)
{
    /// <summary>The run's row.</summary>
    public long? RunId { get; init; }

    /// <summary>The generation's row.</summary>
    public long? GenerationId { get; init; }

    /// <summary>The item's row.</summary>
    public long? ItemRow { get; init; }

    /// <summary>The parse's definition row; 0 for a metric that reads none.</summary>
    public long? ParseId { get; init; }

    /// <summary>The metric's definition row.</summary>
    public long? MetricId { get; init; }

    /// <summary>The plan's row.</summary>
    public long? PlanId { get; init; }

    /// <summary>The model's definition row.</summary>
    public long? ModelId { get; init; }

    /// <summary>The effective params' definition row.</summary>
    public long? ParamsId { get; init; }

    /// <summary>The generation's identity.</summary>
    public Hash128? Key { get; init; }

    /// <summary>The candidate's seed.</summary>
    public long? Seed { get; init; }

    /// <summary>How a run ended.</summary>
    public RunState? RunState { get; init; }

    /// <summary>Whether a generation, a parse or an extractor ended with a result.</summary>
    public bool? Success { get; init; }

    /// <summary>Why there is no result.</summary>
    public ErrorCode? Code { get; init; }

    /// <summary>The score.</summary>
    public double? Value { get; init; }

    /// <summary>How long it took; for <see cref="EventKind.ProviderReported"/> how long the first token took.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How many attempts a generation took, the number of a failed attempt, or the index of a turn.</summary>
    public int? Number { get; init; }

    /// <summary>Tokens read; for <see cref="EventKind.ProviderReported"/> those that had been cached.</summary>
    public int? InputTokens { get; init; }

    /// <summary>Tokens generated.</summary>
    public int? OutputTokens { get; init; }

    /// <summary>
    /// A word: a generation's finish reason, a turn's role, an extractor's id, a link's kind, or the version of the model
    /// that answered.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>
    /// A text: provenance, output, failure message, parsed value or reason, explanation, what was said, a link's address, a
    /// provider's name for a request; JSON for a turn with a tool and for a judge's call.
    /// </summary>
    public string? Text { get; init; }
}
