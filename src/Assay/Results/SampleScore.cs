using Assay.Errors;

namespace Assay.Results;

/// <summary>One candidate's score, or why it has none.</summary>
/// <param name="Value">The score, a finite number; null when it failed.</param>
/// <param name="Failure">Why there is no score, such as <see cref="ErrorCode.ParseFailed"/>; null when there is one. Set besides a value when the value stands in for an unreadable answer.</param>
public readonly record struct SampleScore(double? Value, ErrorCode? Failure = null);
