namespace Assay.Statistics;

/// <summary>The outcome of a two-sided paired test over clusters.</summary>
/// <param name="Difference">The summary of the differences; its interval is that of the t test.</param>
/// <param name="PValue">Two-sided, from 0 to 1.</param>
/// <param name="Exact">Whether the p value counts all sign flips of the clusters.</param>
public sealed record ClusteredPairedResult(ClusteredSummary Difference, double PValue, bool Exact);
