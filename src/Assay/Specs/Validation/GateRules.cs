using System.Globalization;
using Assay.Specs.Serialization;

namespace Assay.Specs.Validation;

/// <summary>The rules of gates and limits.</summary>
internal static class GateRules
{
    private const int MostConfirmations = 100;

    /// <summary>Checks a benchmark's gates and limits against the scores and models that they name.</summary>
    public static void Check(RuleBook rules, BenchmarkSpec benchmark)
    {
        const string List = "gates";
        var known = benchmark.Scores.SelectMany(static score => score.Metrics.Select(score.PathOf).Prepend(score.Id)).ToList();
        foreach (var (index, gate) in benchmark.Gates.Index())
        {
            var path = SpecPath.At(List, index);
            rules.Known(SpecPath.At(path, "score"), gate.Score, known, "score");
            CheckTwice(rules, path, benchmark.Gates.Take(index), gate);
            rules.Defined(SpecPath.At(path, "policy"), gate.Policy);
            if (gate.Baseline is not null)
                rules.Known(SpecPath.At(path, "baseline"), gate.Baseline, benchmark.Models.Select(static model => model.Id), "model");
            CheckNumbers(rules, path, gate);
            var guarded = benchmark.Scores.FirstOrDefault(score => score.Id == gate.Score || score.Metrics.Any(metric => score.PathOf(metric) == gate.Score));
            rules.Require(!gate.IsTest || guarded?.Scope != ScoreScope.Slice, SpecPath.At(path, "policy"), $"'{gate.Score}' has one value for the whole slice, of which there is no test over items; give a tolerance.");
        }

        CheckLimits(rules, benchmark);
    }

    private static void CheckTwice(RuleBook rules, string path, IEnumerable<GateSpec> earlier, GateSpec gate)
    {
        if (earlier.Any(other => other.Score == gate.Score && other.Baseline == gate.Baseline))
            rules.Add(SpecPath.At(path, "score"), $"The gate of '{gate.Score}'{(gate.Baseline is null ? "" : $" against '{gate.Baseline}'")} is given twice; remove one.");
    }

    private static void CheckNumbers(RuleBook rules, string path, GateSpec gate)
    {
        var tolerance = SpecPath.At(path, "tolerance");
        rules.Range(tolerance, gate.Tolerance, 0);
        rules.Require(gate.Policy != GatePolicy.Exact || gate.Tolerance is 0 or double.NaN, tolerance, "An exact gate tolerates nothing; choose the policy absolute or relative, or remove the tolerance.");
        rules.Range(SpecPath.At(path, "min_effect"), gate.MinEffect, 0);
        rules.Require(gate.Policy == GatePolicy.Significance || gate.MinEffect is 0 or double.NaN, SpecPath.At(path, "min_effect"), "A least effect belongs to the policy significance; choose it, or remove this.");
        rules.Require(gate.Alpha is > 0 and < 0.5, SpecPath.At(path, "alpha"), string.Create(CultureInfo.InvariantCulture, $"{gate.Alpha} is out of range; it must be above 0 and below 0.5."));
        var margin = SpecPath.At(path, "margin");
        rules.Range(margin, gate.Margin, 0, leastIsExcluded: gate.Policy == GatePolicy.NonInferiority);
        rules.Require(gate.Policy == GatePolicy.NonInferiority || gate.Margin is 0 or double.NaN, margin, "A margin belongs to the policy non_inferiority; choose it, or remove this.");
        rules.Range(SpecPath.At(path, "at_least"), gate.AtLeast, double.MinValue);
        rules.Range(SpecPath.At(path, "at_most"), gate.AtMost, gate.AtLeast is { } floor && double.IsFinite(floor) ? floor : double.MinValue);
        rules.Require(gate.Policy != GatePolicy.Limits || gate.AtLeast is not null || gate.AtMost is not null, SpecPath.At(path, "policy"), "A gate of limits has none; give at_least or at_most.");
        rules.Range(SpecPath.At(path, "error_rate"), gate.ErrorRate, 0, 1);
        rules.Range(SpecPath.At(path, "confirm"), gate.Confirm, 0, MostConfirmations);
        rules.Require(gate.Confirm <= 0 || gate.Policy is not (GatePolicy.Exact or GatePolicy.Limits), SpecPath.At(path, "confirm"), "More samples confirm a change of means; choose a tolerance, significance or non_inferiority, or remove this.");
        rules.Defined(SpecPath.At(path, "on_improved"), gate.OnImproved);
        rules.Defined(SpecPath.At(path, "on_regressed"), gate.OnRegressed);
        rules.Defined(SpecPath.At(path, "on_inconclusive"), gate.OnInconclusive);
        rules.Defined(SpecPath.At(path, "on_incomparable"), gate.OnIncomparable);
    }

    private static void CheckLimits(RuleBook rules, BenchmarkSpec benchmark)
    {
        const string List = "limits";
        foreach (var (index, limit) in benchmark.Limits.Index())
        {
            var path = SpecPath.At(List, index);
            rules.Defined(SpecPath.At(path, "measure"), limit.Measure);
            rules.Range(SpecPath.At(path, "at_most"), limit.AtMost, 0, leastIsExcluded: true);
            if (limit.Model is not null)
                rules.Known(SpecPath.At(path, "model"), limit.Model, benchmark.Models.Select(static model => model.Id), "model");
            rules.Require(!benchmark.Limits.Take(index).Any(other => other.Measure == limit.Measure && other.Model == limit.Model), SpecPath.At(path, "measure"), "The limit is given twice; remove one.");
        }
    }
}
