using Assay.Errors;

namespace Assay.Storage;

/// <summary>A stored score of a generation for one item.</summary>
/// <param name="ItemRow">The item's row.</param>
/// <param name="ParseId">The definition row of the parse that the metric read; 0 for none.</param>
/// <param name="MetricId">The metric's definition row.</param>
/// <param name="MetricJson">Its spec as JSON.</param>
/// <param name="Value">The score; null when there is none.</param>
/// <param name="Failure">Why there is no score; null when there is one.</param>
/// <param name="Explanation">The metric's explanation or the failure's message; null for none.</param>
/// <param name="Written">When it was written.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="JudgeCalls">The judge's calls that it made, in order.</param>
public sealed record EvaluationDetails(
    long ItemRow,
    long ParseId,
    long MetricId,
    string MetricJson,
    double? Value,
    ErrorCode? Failure,
    string? Explanation,
    DateTimeOffset Written,
    TimeSpan Duration,
    IReadOnlyList<JudgeCallRecord> JudgeCalls);
