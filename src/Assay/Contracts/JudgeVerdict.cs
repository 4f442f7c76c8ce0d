using Assay.Specs;

namespace Assay.Contracts;

/// <summary>What a judge found.</summary>
/// <param name="Score">The grade on the judge's own scale, a finite number; when two outputs are compared, 1 for the first, 0 for the second, 0.5 for a tie.</param>
public sealed record JudgeVerdict(double Score)
{
    /// <summary>The grade in the judge's word, such as <c>A</c> or <c>tie</c>; null where it has none.</summary>
    public string? Label { get; init; }

    /// <summary>Why, for people; null for none.</summary>
    public string? Explanation { get; init; }

    /// <summary>The calls that it took, in order, for <see cref="MetricResult.JudgeCalls"/>.</summary>
    public ValueList<JudgeCall> Calls { get; init; } = [];
}
