namespace Assay.Storage;

/// <summary>One column of results: a metric read through a parse.</summary>
/// <param name="ParseId">The parse's definition row; 0 for none.</param>
/// <param name="MetricId">The metric's definition row.</param>
public readonly record struct Overlay(long ParseId, long MetricId);
