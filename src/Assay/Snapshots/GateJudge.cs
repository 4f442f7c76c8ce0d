using System.Globalization;
using Assay.Specs;
using Assay.Statistics;
using Assay.Text;

namespace Assay.Snapshots;

/// <summary>Judges the figures of one comparison by its gate.</summary>
/// <param name="rule">The rule.</param>
/// <param name="tests">How many tests share the gate's error rate; at least 1.</param>
internal sealed class GateJudge(GateRule rule, int tests)
{
    private GateSpec Gate => rule.Gate;

    /// <summary>The comparison with its verdict.</summary>
    /// <param name="comparison">The figures; with an adjusted p value where the gate makes a test.</param>
    /// <param name="evidence">The test; null where the gate makes none or no item has two values.</param>
    public ScoreComparison Judge(ScoreComparison comparison, PairedEvidence? evidence)
    {
        var reasons = Faults(comparison).ToList();
        if (reasons.Count > 0)
            return comparison with { Verdict = Verdict.Regressed, Reasons = ValueList.From(reasons) };
        return Gate.Policy switch
        {
            GatePolicy.Limits => comparison,
            GatePolicy.Exact => comparison with { Verdict = Exactly(comparison) },
            GatePolicy.Significance => Tested(comparison, evidence),
            GatePolicy.NonInferiority => NotInferior(comparison, evidence),
            _ => comparison with { Verdict = Tolerated(comparison) },
        };
    }

    /// <summary>What no policy lets pass.</summary>
    private IEnumerable<string> Faults(ScoreComparison comparison)
    {
        var isAllowed = comparison.ErrorRate <= Gate.ErrorRate;
        if (!isAllowed)
            yield return $"{Figure.Percent(comparison.ErrorRate)} of the samples have no score because of an error, and the gate allows {Figure.Percent(Gate.ErrorRate)}";
        else if (comparison.NewlyFailed > 0 && Gate.ErrorRate == 0)
            yield return $"{Figure.Count(comparison.NewlyFailed, "item")} lost a score, which no gate allows";
        else if (comparison.Mean is null)
            yield return "no item has a score";
        if (comparison.Mean is { } mean)
        {
            if (Gate.AtLeast is { } floor && mean < floor - GateRule.Slack(comparison))
                yield return $"the mean {Figure.Mean(mean)} is below the floor of {Figure.Exact(floor)}";
            if (Gate.AtMost is { } ceiling && mean > ceiling + GateRule.Slack(comparison))
                yield return $"the mean {Figure.Mean(mean)} is above the ceiling of {Figure.Exact(ceiling)}";
        }
    }

    private static Verdict Exactly(ScoreComparison comparison) => (comparison.Worse.Count, comparison.Better.Count) switch
    {
        ( > 0, _) => Verdict.Regressed,
        (_, > 0) => Verdict.Improved,
        _ => Verdict.Passed,
    };

    private Verdict Tolerated(ScoreComparison comparison)
    {
        var before = comparison.MeanBefore ?? 0;
        var allowed = (Gate.Policy == GatePolicy.Relative ? Gate.Tolerance * Math.Abs(before) : Gate.Tolerance) + GateRule.Slack(comparison);
        var gain = rule.Gain(comparison.Difference);
        if (gain < -allowed)
            return Verdict.Regressed;
        return gain > allowed || comparison.Recovered > 0 ? Verdict.Improved : Verdict.Passed;
    }

    private ScoreComparison Tested(ScoreComparison comparison, PairedEvidence? evidence)
    {
        if (evidence is null || comparison.AdjustedPValue is not { } p)
            return comparison with { Verdict = Verdict.Inconclusive, Reasons = ["no item has a score on both sides"] };
        if (evidence.Differing == 0)
            return comparison with { Verdict = comparison.Recovered > 0 ? Verdict.Improved : Verdict.Passed };
        var gain = rule.Gain(comparison.Difference);
        if (p <= Gate.Alpha)
        {
            if (Math.Abs(gain) > Gate.MinEffect + GateRule.Slack(comparison))
                return comparison with { Verdict = gain < 0 ? Verdict.Regressed : Verdict.Improved };
            return comparison with { Verdict = Verdict.Passed, Reasons = [$"the change is no chance, and no larger than the least effect of {Figure.Exact(Gate.MinEffect)}"] };
        }

        return TooFew(comparison, evidence) is { } reason
            ? comparison with { Verdict = Verdict.Inconclusive, Reasons = [reason] }
            : comparison with { Verdict = Verdict.Passed };
    }

    private ScoreComparison NotInferior(ScoreComparison comparison, PairedEvidence? evidence)
    {
        if (evidence is null)
            return comparison with { Verdict = Verdict.Inconclusive, Reasons = ["no item has a score on both sides"] };
        if (evidence.Differing == 0)
            return comparison with { Verdict = Verdict.Passed };
        if (comparison.Interval is not { } interval)
            return comparison with { Verdict = Verdict.Inconclusive, Reasons = ["one item, or one cluster of items, says nothing of its spread"] };
        var (worst, best) = rule.HigherIsBetter ? (interval.Lower, interval.Upper) : (-interval.Upper, -interval.Lower);
        if (worst > -Gate.Margin)
            return comparison with { Verdict = worst > 0 ? Verdict.Improved : Verdict.Passed };
        var gain = rule.Gain(comparison.Difference);
        var doubt = $"it may be worse by {Figure.Mean(-worst)}, which is more than the margin of {Figure.Exact(Gate.Margin)}";
        if (best < 0 || gain <= -Gate.Margin)
            return comparison with { Verdict = Verdict.Regressed, Reasons = [doubt] };
        var needed = evidence.ItemsNeeded(Gate.Margin + Math.Min(gain, 0), 2 * Gate.Alpha);
        return comparison with { Verdict = Verdict.Inconclusive, ItemsNeeded = needed, Reasons = [string.Create(CultureInfo.InvariantCulture, $"{doubt}, or not worse at all: about {needed:N0} items would tell")] };
    }

    /// <summary>Why a test that did not reject says nothing; null when it does.</summary>
    private string? TooFew(ScoreComparison comparison, PairedEvidence evidence)
    {
        var alpha = Gate.Alpha / tests;
        var least = PairedPower.LeastDifferingItems(alpha);
        if (evidence.Units < least)
            return string.Create(CultureInfo.InvariantCulture, $"{Figure.Count(evidence.Units, evidence.Clusters is null ? "item" : "cluster")} can never show a change at alpha {Figure.Exact(Gate.Alpha)}{Shared}: at least {least} must differ");
        if (comparison.Power is not { } power || power >= GateSpec.WantedPower)
            return null;
        if (comparison.Interval is { } interval && (rule.HigherIsBetter ? interval.Lower : -interval.Upper) >= -Gate.MinEffect)
            return null;
        var samples = evidence.ShareWithin is { } share and > 0.5 ? $"; {Figure.Percent(share)} of the variance lies between samples of one item, so that more samples help as well" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{evidence.Items:N0} items show a change of {Figure.Exact(Gate.MinEffect)} with a chance of {Figure.Percent(power)}{Shared}: about {comparison.ItemsNeeded:N0} are needed for 80 %{samples}");
    }

    private string Shared => tests > 1 ? string.Create(CultureInfo.InvariantCulture, $" shared by {tests} comparisons") : "";
}
