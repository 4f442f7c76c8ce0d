namespace Assay.Contracts;

/// <summary>A metric's finding for one candidate.</summary>
/// <param name="Value">The score, a finite number; anything else is recorded as the metric's failure.</param>
/// <param name="Explanation">Why, for people; null for none.</param>
public readonly record struct MetricResult(double Value, string? Explanation = null);
