using Assay.Specs;
using Assay.Statistics;

namespace Assay.Snapshots;

/// <summary>One score of one variant, over the items that both sides have: verified and now, or of another model and of this one.</summary>
/// <param name="Score">The metric's name, see <see cref="ScoreSpec.NameOf"/>.</param>
/// <param name="Variant">The model and how it was asked.</param>
/// <param name="Gate">The gate that judged; an exact one where the benchmark has none for the score.</param>
/// <param name="Verdict"><see cref="Verdict.Passed"/>, <see cref="Verdict.Improved"/>, <see cref="Verdict.Regressed"/> or <see cref="Verdict.Inconclusive"/>.</param>
public sealed record ScoreComparison(string Score, Variant Variant, GateSpec Gate, Verdict Verdict)
{
    /// <summary>Whether it is a score of the whole slice: then the means are its values, and no items stand behind them.</summary>
    public bool IsOfSlice { get; init; }

    /// <summary>How many items were compared; 1 for a score of the whole slice.</summary>
    public int Items { get; init; }

    /// <summary>The verified mean over the compared items that had a value; null when none had.</summary>
    public double? MeanBefore { get; init; }

    /// <summary>The mean of this run over the compared items that have a value; null when none has.</summary>
    public double? MeanAfter { get; init; }

    /// <summary>The mean change over the items that have a value both times, in the score's unit; 0 when none has. This is what a tolerance is held against.</summary>
    public double Difference { get; init; }

    /// <summary>How many items have more samples without a score than before; under every policy they fail.</summary>
    public int NewlyFailed { get; init; }

    /// <summary>How many items have fewer samples without a score than before.</summary>
    public int Recovered { get; init; }

    /// <summary>Which share of this run's samples has no score because of an error; an unreadable answer is none.</summary>
    public double ErrorRate { get; init; }

    /// <summary>The mean of this run over all of its items, which the floor and the ceiling are held against; null when none has a value.</summary>
    public double? Mean { get; init; }

    /// <summary>The p value of the paired test, two-sided and not adjusted; null where the gate makes none.</summary>
    public double? PValue { get; init; }

    /// <summary>The p value adjusted by Holm's procedure over all tests of the benchmark, those of other slices taken to be 1, so that a verdict does not depend on which slices ran; null where the gate makes none.</summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>The interval of <see cref="Difference"/>; null where the gate makes no test, or there is too little to say.</summary>
    public ConfidenceInterval? Interval { get; init; }

    /// <summary>Which test was made, such as <c>mcnemar_exact</c>; null for none.</summary>
    public string? Method { get; init; }

    /// <summary>How many clusters the items come in; null where all are independent.</summary>
    public int? Clusters { get; init; }

    /// <summary>The chance that the test sees a change of the gate's least effect; null where it has none.</summary>
    public double? Power { get; init; }

    /// <summary>How many items the test needs to see that change with a power of 0.8; null where it has enough, or the gate has no least effect.</summary>
    public long? ItemsNeeded { get; init; }

    /// <summary>How many items were sampled again to confirm a regression; 0 where none was.</summary>
    public int Resampled { get; init; }

    /// <summary>Why the verdict is as it is, one sentence each, where the means alone do not say it.</summary>
    public ValueList<string> Reasons { get; init; } = [];

    /// <summary>What the gate has the verdict do.</summary>
    public GateAction Action => Verdict switch
    {
        Verdict.Improved => Gate.OnImproved,
        Verdict.Regressed => Gate.OnRegressed,
        Verdict.Inconclusive => Gate.OnInconclusive,
        _ => GateAction.Pass,
    };

    /// <summary>The items that got worse, ordinal by id.</summary>
    public ValueList<ItemChange> Worse { get; init; } = [];

    /// <summary>The items that got better, ordinal by id.</summary>
    public ValueList<ItemChange> Better { get; init; } = [];
}
