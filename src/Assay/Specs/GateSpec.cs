using Assay.Statistics;

namespace Assay.Specs;

/// <summary>When a metric's change against the verified snapshot, or against another model of the same run, fails a slice. A metric with no gate is held exactly.</summary>
/// <param name="Score">The score, or <c>score/metric</c>, that it guards.</param>
/// <param name="Policy">How a change is judged.</param>
public sealed record GateSpec(string Score, GatePolicy Policy)
{
    /// <summary>How far the mean may fall: in the metric's unit, or as a share of the verified mean; at least 0.</summary>
    public double Tolerance { get; init; }

    /// <summary>The model of the same run that every other one is held against; null, the default, holds each against its verified scores. A score with such gates alone is not held against its verified scores.</summary>
    public string? Baseline { get; init; }

    /// <summary>The largest fall of the mean that is let pass though it be no chance, in the metric's unit; 0 by default, at least 0. For <see cref="GatePolicy.Significance"/>.</summary>
    public double MinEffect { get; init; }

    /// <summary>How often the comparisons of a benchmark, taken together, may raise a false alarm; 0.05 by default, above 0 and below 0.5. For <see cref="GatePolicy.Significance"/>; for <see cref="GatePolicy.NonInferiority"/> how often one that did fall by the margin may pass.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>How far the mean must be shown not to have fallen, in the metric's unit; above 0 for <see cref="GatePolicy.NonInferiority"/>, else 0.</summary>
    public double Margin { get; init; }

    /// <summary>The floor of the mean, under any policy; null for none.</summary>
    public double? AtLeast { get; init; }

    /// <summary>The ceiling of the mean, under any policy; null for none.</summary>
    public double? AtMost { get; init; }

    /// <summary>Which share of samples may have no score because of an error, from 0 to 1; 0 by default, so that no error passes.</summary>
    public double ErrorRate { get; init; }

    /// <summary>How many more samples are taken of the items that changed before a regression is reported; 0, the default, for none. Not for <see cref="GatePolicy.Exact"/>.</summary>
    public int Confirm { get; init; }

    /// <summary>What an improvement does; it passes by default.</summary>
    public GateAction OnImproved { get; init; } = GateAction.Pass;

    /// <summary>What a regression does; it fails by default.</summary>
    public GateAction OnRegressed { get; init; } = GateAction.Fail;

    /// <summary>What a comparison with too few items does; it skips the test by default.</summary>
    public GateAction OnInconclusive { get; init; } = GateAction.Skip;

    /// <summary>What scores that cannot be compared do, since items, models, prompts or specs changed; they fail by default.</summary>
    public GateAction OnIncomparable { get; init; } = GateAction.Fail;

    /// <summary>Whether it makes a test of items, so that it says nothing of one value.</summary>
    internal bool IsTest => Policy is GatePolicy.Significance or GatePolicy.NonInferiority;

    /// <summary>The power that a test is asked to have: see <see cref="PairedPower"/>.</summary>
    internal const double WantedPower = 0.8;
}
