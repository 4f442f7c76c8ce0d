using Assay.Specs;

namespace Assay;

/// <summary>Says when a change of a score, against the verified snapshot or against another model of the run, fails a slice. A score with no gate is held exactly: any item that got worse fails.</summary>
/// <param name="score">The score that it guards.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class GateAttribute(string score) : Attribute
{
    /// <summary>The score.</summary>
    public string Score { get; } = score;

    /// <summary>The one metric that it guards of a score of several, by the member's name, best by <c>nameof</c>, or as tables show it after the slash; null, the default, guards each that has no gate of its own.</summary>
    public string? Metric { get; init; }

    /// <summary>The model of the same run that every other one is held against; null, the default, holds each against its verified scores. A score with such gates alone is not held against its verified scores. By itself it makes a test, as <c>MinEffect</c> does.</summary>
    public string? Baseline { get; init; }

    /// <summary>How far the mean may fall, in the unit of the score; NaN, the default, sets no such tolerance.</summary>
    public double Tolerance { get; init; } = double.NaN;

    /// <summary>How far the mean may fall, as a share of the verified mean; NaN, the default, sets no such tolerance.</summary>
    public double RelativeTolerance { get; init; } = double.NaN;

    /// <summary>Lets a paired test judge: the mean may fall by this much, in the unit of the score, or by what may be chance at <c>Alpha</c>; NaN, the default, makes no such test, unless <c>Alpha</c> is set.</summary>
    public double MinEffect { get; init; } = double.NaN;

    /// <summary>How often all tests of the benchmark together may raise a false alarm: above 0 and below 0.5, and 0.05 by default. Of a gate with a <c>Margin</c>: how often a fall by the margin may pass.</summary>
    public double Alpha { get; init; } = double.NaN;

    /// <summary>How far the mean must be shown not to have fallen, in the unit of the score (non-inferiority); NaN, the default, asks for no proof.</summary>
    public double Margin { get; init; } = double.NaN;

    /// <summary>The floor of the mean; NaN, the default, sets none. A gate with a floor or a ceiling and nothing else lets every change between them pass.</summary>
    public double AtLeast { get; init; } = double.NaN;

    /// <summary>The ceiling of the mean; NaN, the default, sets none.</summary>
    public double AtMost { get; init; } = double.NaN;

    /// <summary>Which share of samples may have no score because of an error, from 0 to 1; 0 by default, so that no error passes.</summary>
    public double ErrorRate { get; init; }

    /// <summary>How many more samples are taken of the items that changed before a regression is reported; 0, the default, for none. It takes a tolerance, a test or a margin.</summary>
    public int Confirm { get; init; }

    /// <summary>What an improvement does to the test: <c>Pass</c> by default.</summary>
    public GateAction OnImproved { get; init; } = GateAction.Pass;

    /// <summary>What a regression does to the test: <c>Fail</c> by default.</summary>
    public GateAction OnRegressed { get; init; } = GateAction.Fail;

    /// <summary>What too few items do to the test: <c>Skip</c> by default.</summary>
    public GateAction OnInconclusive { get; init; } = GateAction.Skip;

    /// <summary>What items, models, prompts or specs that changed do to the test: <c>Fail</c> by default.</summary>
    public GateAction OnIncomparable { get; init; } = GateAction.Fail;
}
