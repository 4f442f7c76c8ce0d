using Assay.Errors;

namespace Assay.Storage;

/// <summary>A metric's outcome for one generation and item.</summary>
/// <param name="ParseId">The definition row of the parse that it read; 0 for none.</param>
/// <param name="MetricId">The metric's definition row.</param>
/// <param name="Value">The score; null when it failed.</param>
/// <param name="Failure">Why there is no score; null when there is one. <see cref="ErrorCode.ParseFailed"/> is a finding and final; any other failure is run again on resume.</param>
/// <param name="Explanation">The metric's explanation or the failure's message; null for none.</param>
/// <param name="Duration">How long it took.</param>
public sealed record EvaluationRecord(long ParseId, long MetricId, double? Value, ErrorCode? Failure, string? Explanation, TimeSpan Duration)
{
    /// <summary>The judge's calls that the metric made, in order.</summary>
    public IReadOnlyList<JudgeCallRecord> JudgeCalls { get; init; } = [];
}
