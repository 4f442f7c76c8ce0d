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

    /// <summary>The rule of a metric against its verified scores, by its name: a gate on the metric itself, else one on its score, else an exact one; a metric that is held against other models alone has its limits.</summary>
    public static GateRule For(BenchmarkSpec benchmark, string name) => All(benchmark, name)[0];

    /// <summary>The rules of a metric: the one against its verified scores, then those against other models of the run.</summary>
    public static IReadOnlyList<GateRule> All(BenchmarkSpec benchmark, string name)
    {
        foreach (var score in benchmark.Scores)
        {
            foreach (var metric in score.Metrics)
            {
                if (score.NameOf(metric) == name)
                    return All(benchmark, name, [score.PathOf(metric), score.Id], score.HigherIsBetter, score.Reducer);
            }
        }

        return All(benchmark, name, [name], higherIsBetter: true, SampleReduction.Mean);
    }

    /// <summary>A change with its sign turned so that more is better.</summary>
    public double Gain(double difference) => HigherIsBetter ? difference : -difference;

    /// <summary>What a change of the mean may be and count as none: what rounding makes of equal numbers.</summary>
    public static double Slack(ScoreComparison comparison) =>
        Rounding * Math.Max(Math.Abs(comparison.MeanBefore ?? 0), Math.Abs(comparison.MeanAfter ?? 0));

    private static IReadOnlyList<GateRule> All(BenchmarkSpec benchmark, string name, IReadOnlyList<string> guarded, bool higherIsBetter, SampleReduction reduction)
    {
        var byBaseline = new Dictionary<string, GateSpec>(StringComparer.Ordinal);
        foreach (var path in guarded)
        {
            foreach (var gate in benchmark.Gates.Where(gate => gate.Score == path))
                byBaseline.TryAdd(gate.Baseline ?? "", gate);
        }

        if (!byBaseline.Remove("", out var verified))
        {
            verified = byBaseline.Count == 0
                ? new GateSpec(name, GatePolicy.Exact)
                : new GateSpec(name, GatePolicy.Limits) { ErrorRate = byBaseline.Values.Max(static gate => gate.ErrorRate) };
        }

        return [.. byBaseline.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => pair.Value).Prepend(verified)
            .Select(gate => new GateRule(name, gate, higherIsBetter, reduction))];
    }
}
