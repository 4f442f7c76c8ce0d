using Assay.Errors;
using Assay.Identity;

namespace Assay.Storage;

/// <summary>A generation that ended. A completed one replaces a failed one of the same key; nothing replaces a completed one.</summary>
public sealed class GenerationEntry : StoreEntry
{
    /// <summary>The run that made it.</summary>
    public required long RunId { get; init; }

    /// <summary>Its identity.</summary>
    public required Hash128 Key { get; init; }

    /// <summary>The model's definition row, see <see cref="IRunStore.InternAsync"/>.</summary>
    public required long ModelId { get; init; }

    /// <summary>The candidate's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The output; null when it failed.</summary>
    public Output? Output { get; init; }

    /// <summary>Why it failed; null when it completed.</summary>
    public ErrorCode? Failure { get; init; }

    /// <summary>What happened, for people; null when it completed.</summary>
    public string? FailureMessage { get; init; }

    /// <summary>When the first attempt began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it took, all attempts and waits together.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How many attempts it took; at least 1.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>The attempts that failed before the last one, in order; empty when the first one was the last. How the last one ended is what the other members say.</summary>
    public IReadOnlyList<AttemptRecord> FailedAttempts { get; init; } = [];

    /// <summary>The conversation that led to the output or the failure, in order; when empty, the output's own <see cref="Output.Conversation"/> is recorded.</summary>
    public IReadOnlyList<TurnRecord> Turns { get; init; } = [];

    /// <summary>The definition row of the params in effect, of kind <c>params</c>; 0 for none.</summary>
    public long ParamsId { get; init; }

    /// <summary>Where else the generation can be seen.</summary>
    public IReadOnlyList<LinkRecord> Links { get; init; } = [];

    /// <summary>The row; 0 until the writer has written it, or the known row of a generation that was stored before.</summary>
    public long RowId { get; internal set; }

    /// <summary>Whether the store knows that it holds no such key, so that it need not look.</summary>
    internal bool IsNew { get; set; }
}
