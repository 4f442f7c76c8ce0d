using Assay.Specs;

namespace Assay.Contracts;

/// <summary>A metric's finding for one candidate.</summary>
/// <param name="Value">The score, a finite number; anything else is recorded as the metric's failure.</param>
/// <param name="Explanation">Why, for people; null for none.</param>
public readonly record struct MetricResult(double Value, string? Explanation = null)
{
    private readonly ValueList<JudgeCall>? judgeCalls;

    /// <summary>What judges were asked and answered on the way to the score, in order; recorded beside it. Empty by default.</summary>
    public ValueList<JudgeCall> JudgeCalls
    {
        get => judgeCalls ?? [];
        init => judgeCalls = value.Count == 0 ? null : value;
    }
}
