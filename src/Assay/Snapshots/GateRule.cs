using Assay.Specs;
using Assay.Statistics;

namespace Assay.Snapshots;

/// <summary>How the changes of one score are judged.</summary>
/// <param name="Name">The metric's name.</param>
/// <param name="Gate">The gate.</param>
/// <param name="HigherIsBetter">The score's direction.</param>
/// <param name="Reduction">How an item's samples become one value.</param>
internal readonly record struct GateRule(string Name, GateSpec Gate, bool HigherIsBetter, SampleReduction Reduction)
{
    private const double Rounding = 1e-12;

    /// <summary>The rule for a metric by its name: a gate on the metric itself, else one on its score, else an exact one.</summary>
    public static GateRule For(BenchmarkSpec benchmark, string name)
    {
        foreach (var score in benchmark.Scores)
        {
            foreach (var metric in score.Metrics)
            {
                if (score.NameOf(metric) != name)
                    continue;
                var gate = Find(benchmark, score.PathOf(metric)) ?? Find(benchmark, score.Id);
                return new GateRule(name, gate ?? new GateSpec(name, GatePolicy.Exact), score.HigherIsBetter, score.Reducer);
            }
        }

        return new GateRule(name, Find(benchmark, name) ?? new GateSpec(name, GatePolicy.Exact), HigherIsBetter: true, SampleReduction.Mean);
    }

    /// <summary>A change with its sign turned so that more is better.</summary>
    public double Gain(double difference) => HigherIsBetter ? difference : -difference;

    /// <summary>The verdict on a comparison's figures.</summary>
    public Verdict Judge(ScoreComparison comparison)
    {
        if (comparison.NewlyFailed > 0)
            return Verdict.Regressed;
        if (Gate.Policy == GatePolicy.Exact)
            return (comparison.Worse.Count, comparison.Better.Count) switch
            {
                ( > 0, _) => Verdict.Regressed,
                (_, > 0) => Verdict.Improved,
                _ => Verdict.Passed,
            };

        var before = comparison.MeanBefore ?? 0;
        var allowed = Gate.Policy == GatePolicy.Relative ? Gate.Tolerance * Math.Abs(before) : Gate.Tolerance;
        allowed += Rounding * Math.Max(Math.Abs(before), Math.Abs(comparison.MeanAfter ?? 0));
        var gain = Gain(comparison.Difference);
        if (gain < -allowed)
            return Verdict.Regressed;
        return gain > allowed || comparison.Recovered > 0 ? Verdict.Improved : Verdict.Passed;
    }

    private static GateSpec? Find(BenchmarkSpec benchmark, string score) =>
        benchmark.Gates.FirstOrDefault(gate => gate.Score == score);
}
