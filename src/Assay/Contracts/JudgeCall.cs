using Assay.Identity;

namespace Assay.Contracts;

/// <summary>One call of a judge, for the record.</summary>
/// <param name="JudgeId">The judge's id.</param>
/// <param name="JudgeVersion">Its version.</param>
/// <param name="Prompt">What it was asked, in full.</param>
/// <param name="Answer">What it answered, in full; empty where the call failed.</param>
public sealed record JudgeCall(string JudgeId, string JudgeVersion, string Prompt, string Answer)
{
    /// <summary>The grade that was read from the answer; null where none could be.</summary>
    public double? Score { get; init; }

    /// <summary>Why there is no grade; null where there is one.</summary>
    public string? Failure { get; init; }

    /// <summary>The identity of the answer, under which it is stored and recorded; null where the judge asks no model of the run.</summary>
    public Hash128? Key { get; init; }

    /// <summary>The seed that was sent; null for none.</summary>
    public long? Seed { get; init; }

    /// <summary>Tokens read, as the provider counted them; null when it did not say.</summary>
    public int? InputTokens { get; init; }

    /// <summary>Tokens generated, as the provider counted them; null when it did not say.</summary>
    public int? OutputTokens { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }
}
