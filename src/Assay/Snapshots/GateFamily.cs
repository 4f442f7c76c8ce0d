using Assay.Results;
using Assay.Specs;

namespace Assay.Snapshots;

/// <summary>The tests that share one error rate: all of a benchmark's.</summary>
internal static class GateFamily
{
    /// <summary>How many tests the gates make of scores.</summary>
    /// <param name="benchmark">Gives the gates.</param>
    /// <param name="rows">The scores, of any slices.</param>
    public static int Count(BenchmarkSpec benchmark, IEnumerable<ItemScore> rows)
    {
        if (!benchmark.Gates.Any(static gate => gate.Policy == GatePolicy.Significance))
            return 0;
        var rules = new Dictionary<string, IReadOnlyList<GateRule>>(StringComparer.Ordinal);
        var seen = new HashSet<(string Slice, string Score, Variant Variant)>();
        var tests = 0;
        foreach (var row in rows)
        {
            if (row.IsOfSlice || !seen.Add((row.Slice, row.Score, Variant.Of(row))))
                continue;
            if (!rules.TryGetValue(row.Score, out var known))
                rules.Add(row.Score, known = GateRule.All(benchmark, row.Score));
            tests += known.Count(rule => rule.Gate.Policy == GatePolicy.Significance && rule.Gate.Baseline != row.Model);
        }

        return tests;
    }
}
