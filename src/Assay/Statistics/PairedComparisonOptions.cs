namespace Assay.Statistics;

/// <summary>How pairs are compared.</summary>
public sealed record PairedComparisonOptions
{
    /// <summary>Which test gives the p value; <see cref="PairedTest.Wilcoxon"/> by default.</summary>
    public PairedTest Test { get; init; } = PairedTest.Wilcoxon;

    /// <summary>The interval's coverage; 0.95 by default.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>How many bootstrap resamples, or sign flips where not all are counted; 9,999 by default.</summary>
    public int Resamples { get; init; } = 9_999;

    /// <summary>The seed of all draws; 42 by default.</summary>
    public ulong Seed { get; init; } = 42;
}
