using Assay.Statistics;
using Timed = BenchmarkDotNet.Attributes.BenchmarkAttribute;

namespace Assay.Benchmarks.Parts;

/// <summary>A parse, and the statistics over a thousand scores.</summary>
public class StageParts
{
    private readonly Output output = Workload.OutputOf(0, 1, 0);
    private readonly double[] baseline = [.. Enumerable.Range(0, 1_000).Select(static i => i % 2 == 0 ? 1.0 : 0)];
    private readonly double[] treatment = [.. Enumerable.Range(0, 1_000).Select(static i => i % 3 == 0 ? 0 : 1.0)];

    [Timed]
    public Parsed<char> ChoiceLetter() => Extract.ChoiceLetter(output);

    [Timed]
    public Summary Summary()
    {
        var summary = new SummaryAccumulator();
        foreach (var value in baseline)
            summary.Add(value);
        return summary.ToSummary();
    }

    [Timed]
    public PairedComparisonResult PairedComparison() => Assay.Statistics.PairedComparison.Compare(baseline, treatment);
}
