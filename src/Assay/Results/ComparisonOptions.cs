using Assay.Specs;
using Assay.Statistics;

namespace Assay.Results;

/// <summary>What is compared, and how.</summary>
public sealed record ComparisonOptions
{
    /// <summary>What is compared: <see cref="GroupKind.Model"/> by default, <see cref="GroupKind.Prompt"/> or <see cref="GroupKind.Params"/>. A comparison of two results compares these instead.</summary>
    public GroupKind Compare { get; init; } = GroupKind.Model;

    /// <summary>The value to compare with, such as a model's id; when null, every one that <see cref="Treatment"/> leaves.</summary>
    public string? Baseline { get; init; }

    /// <summary>The value that is compared with the baseline; when null, every other one. With neither, each pair is compared once, the ordinally lesser as baseline.</summary>
    public string? Treatment { get; init; }

    /// <summary>By what to group: each group is compared by itself; empty by default, so that slices are pooled.</summary>
    public ValueList<GroupKey> GroupBy { get; init; } = [];

    /// <summary>What to pool although it is neither compared nor grouped by: any of <see cref="GroupKind.Model"/>, <see cref="GroupKind.Prompt"/> and <see cref="GroupKind.Params"/>; none by default, so that these are kept apart.</summary>
    public ValueList<GroupKind> Across { get; init; } = [];

    /// <summary>How p values are adjusted, over all comparisons of the call; Holm's procedure by default.</summary>
    public PValueCorrection Correction { get; init; } = PValueCorrection.Holm;

    /// <summary>Which test is made; the one that fits the metric by default: McNemar's where all of its scores are 0 or 1, sign flips of clusters where there are any, else sign flips.</summary>
    public PairedTest Test { get; init; } = PairedTest.Fitting;

    /// <summary>How the samples of one trial become one figure; null, the default, takes each score's own reduction, which is their mean where it names none.</summary>
    public SampleReduction? Reduction { get; init; }

    /// <summary>The intervals' coverage, above 0 and below 1; 0.95 by default.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>How many bootstrap resamples, or sign flips where not all are counted; 9,999 by default.</summary>
    public int Resamples { get; init; } = 9_999;

    /// <summary>The seed of all draws; 42 by default.</summary>
    public ulong Seed { get; init; } = 42;
}
