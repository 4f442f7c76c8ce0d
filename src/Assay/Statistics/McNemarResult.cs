namespace Assay.Statistics;

/// <summary>The outcome of a two-sided exact McNemar test.</summary>
/// <param name="Gained">Items that only the treatment got right.</param>
/// <param name="Lost">Items that only the baseline got right.</param>
/// <param name="PValue">Two-sided, from 0 to 1; 1 when no item differs.</param>
public sealed record McNemarResult(int Gained, int Lost, double PValue);
