using Assay.Specs;

namespace Assay.Snapshots;

/// <summary>One score of one variant, verified and now, over the items that both have.</summary>
/// <param name="Score">The metric's name, see <see cref="ScoreSpec.NameOf"/>.</param>
/// <param name="Variant">The model and how it was asked.</param>
/// <param name="Gate">The gate that judged; an exact one where the benchmark has none for the score.</param>
/// <param name="Verdict"><see cref="Verdict.Passed"/>, <see cref="Verdict.Improved"/> or <see cref="Verdict.Regressed"/>.</param>
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

    /// <summary>The items that got worse, ordinal by id.</summary>
    public ValueList<ItemChange> Worse { get; init; } = [];

    /// <summary>The items that got better, ordinal by id.</summary>
    public ValueList<ItemChange> Better { get; init; } = [];
}
