using Assay.Specs;
using Assay.Statistics;

namespace Assay.Results;

/// <summary>How models are ranked.</summary>
public sealed record LeaderboardOptions
{
    /// <summary>What to average over: <see cref="GroupKind.Prompt"/> or <see cref="GroupKind.Params"/>; none by default, so that each is ranked by itself.</summary>
    public ValueList<GroupKind> Across { get; init; } = [];

    /// <summary>How the samples of one trial become one figure; null, the default, takes each score's own reduction, which is their mean where it names none.</summary>
    public SampleReduction? Reduction { get; init; }

    /// <summary>The intervals' coverage, above 0 and below 1; 0.95 by default. A p value above 1 less the level is a tie.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>How the p values of the comparisons with the leader are adjusted; Holm's procedure by default.</summary>
    public PValueCorrection Correction { get; init; } = PValueCorrection.Holm;

    /// <summary>How many bootstrap resamples, or sign flips where not all are counted; 9,999 by default.</summary>
    public int Resamples { get; init; } = 9_999;

    /// <summary>The seed of all draws; 42 by default.</summary>
    public ulong Seed { get; init; } = 42;
}
