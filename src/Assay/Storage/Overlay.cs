namespace Assay.Storage;

/// <summary>One column of results: a metric read through a parse, or a parse alone.</summary>
/// <param name="ParseId">The parse's definition row; 0 for none.</param>
/// <param name="MetricId">The metric's definition row; 0 for the parse alone, whose score is 1 where it found a value and 0 where it did not.</param>
public readonly record struct Overlay(long ParseId, long MetricId);
