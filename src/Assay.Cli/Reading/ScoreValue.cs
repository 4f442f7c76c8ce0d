using Assay.Errors;

namespace Assay.Cli.Reading;

/// <summary>A score of a candidate: a value, a failure, or both where a value stands in for an unreadable answer.</summary>
/// <param name="Value">The score; null for none.</param>
/// <param name="Failure">Why there is none; null for nothing wrong.</param>
/// <param name="Explanation">What the metric said; null for nothing.</param>
internal readonly record struct ScoreValue(double? Value, ErrorCode? Failure, string? Explanation);
