using System.Collections.Immutable;
using Assay.Identity;

namespace Assay.Recordings;

/// <summary>
/// An answer as it is recorded: the one that ended a generation, with the attempts that failed before it. A generation that failed has
/// none, so that nothing ever replays a failure in place of trying again.
/// </summary>
/// <param name="Key">The generation's identity, which holds the sample and neither address nor key of a provider.</param>
/// <param name="Output">The answer.</param>
/// <param name="Attempt">Which attempt it was, from 1.</param>
internal sealed record RecordedAnswer(Hash128 Key, Output Output, int Attempt)
{
    /// <summary>The model's wire name, for people.</summary>
    public string Model { get; init; } = "";

    /// <summary>The seed that was sent.</summary>
    public long Seed { get; init; }

    /// <summary>How long it took, all attempts and waits together.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The provider's batch that made it; null for a direct call.</summary>
    public Uri? Batch { get; init; }

    /// <summary>The attempts that failed before it, in order.</summary>
    public ImmutableArray<RecordedFault> Faults { get; init; } = [];

    /// <summary>The judge that asked; null for a generation of a candidate.</summary>
    public string? Judge { get; init; }

    /// <summary>The judge's version; null for a generation of a candidate.</summary>
    public string? JudgeVersion { get; init; }

    /// <summary>The generations that the judge graded with it, in order; empty for a generation of a candidate.</summary>
    public ImmutableArray<Hash128> Graded { get; init; } = [];

    /// <summary>The same answer for the generations that either was asked for.</summary>
    public RecordedAnswer With(RecordedAnswer other) =>
        other.Graded.All(Graded.Contains) ? this : this with { Graded = [.. Graded.Union(other.Graded).Order()] };
}

/// <summary>An attempt that failed before an answer.</summary>
/// <param name="Attempt">Which attempt it was, from 1.</param>
/// <param name="Code">Why it failed.</param>
/// <param name="Message">What happened, for people; null for nothing to say.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record RecordedFault(int Attempt, string Code, string? Message, TimeSpan Duration);
