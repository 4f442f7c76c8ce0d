using Assay.Errors;
using Assay.Specs;
using Assay.Statistics;

namespace Assay.Results;

/// <summary>Makes the comparisons of one call and adjusts their p values together.</summary>
/// <param name="options">Test, level, correction and draws.</param>
/// <param name="clusters">Which items of the baselines depend on each other; null where all are independent.</param>
/// <param name="isBinary">Whether all figures of a metric, by its name, are 0 or 1.</param>
internal sealed class PairedComparer(ComparisonOptions options, ItemClusters? clusters, Func<string, bool> isBinary)
{
    private readonly List<ComparisonRow> rows = [];

    /// <summary>Compares two sets of blocks.</summary>
    /// <param name="keys">The group's values.</param>
    /// <param name="baseline">What is compared with, and its blocks.</param>
    /// <param name="treatment">What is compared, and its blocks.</param>
    /// <param name="erased">What a block and its counterpart need not share.</param>
    public void Compare(ValueList<string> keys, (string Label, IReadOnlyList<ScoreBlock> Blocks) baseline, (string Label, IReadOnlyList<ScoreBlock> Blocks) treatment, Func<GroupKind, bool> erased)
    {
        var series = new PairSeries(clusters);
        var counterparts = treatment.Blocks.ToDictionary(block => block.PlaceWithout(erased));
        foreach (var block in baseline.Blocks)
        {
            if (counterparts.Remove(block.PlaceWithout(erased), out var counterpart))
                series.Add(block, counterpart);
            else
                series.AddUnpaired(block, isBaseline: true);
        }

        foreach (var block in counterparts.Values)
            series.AddUnpaired(block, isBaseline: false);

        var score = (baseline.Blocks.Count > 0 ? baseline : treatment).Blocks[0].Score;
        rows.Add(RowOf(series, new ComparisonRow(keys, score.Name, baseline.Label, treatment.Label) { HigherIsBetter = score.HigherIsBetter }));
    }

    /// <summary>The comparisons with adjusted p values, of which some must have pairs.</summary>
    /// <exception cref="AssayException">There are comparisons, and none has a pair (<see cref="ErrorCode.ComparisonInvalid"/>).</exception>
    public ValueList<ComparisonRow> FinishWithPairs() => rows.Count > 0 && rows.TrueForAll(static row => row.Pairs == 0)
        ? throw new AssayException(ErrorCode.ComparisonInvalid, "No item is scored on both sides of any comparison; compare what was run over the same items, and run what is missing first.")
        : Finish();

    /// <summary>The comparisons with adjusted p values.</summary>
    public ValueList<ComparisonRow> Finish()
    {
        double[] pValues = [.. rows.Select(static row => row.PValue).OfType<double>()];
        var adjusted = MultipleComparisons.Adjust(pValues, options.Correction);
        var next = 0;
        return ValueList.From(rows.Select(row => row.PValue is null ? row : row with { AdjustedPValue = adjusted[next++] }).ToList());
    }

    private ComparisonRow RowOf(PairSeries series, ComparisonRow row)
    {
        var (baseline, treatment) = (series.Baseline, series.Treatment);
        row = row with
        {
            Pairs = baseline.Length,
            BaselineOnly = series.BaselineOnly,
            TreatmentOnly = series.TreatmentOnly,
            Neither = series.Neither,
            Moved = series.Moved,
        };
        if (baseline.Length == 0)
            return row;
        var test = new PairedComparisonOptions { Test = TestOf(row.Metric), Level = options.Level, Resamples = options.Resamples, Seed = options.Seed };
        var found = series.Clusters is { } clustered
            ? PairedComparison.Compare<int>(baseline, treatment, clustered, test)
            : PairedComparison.Compare(baseline, treatment, test);
        return row with
        {
            Clusters = found.Clusters,
            BaselineMean = found.BaselineMean,
            TreatmentMean = found.TreatmentMean,
            Delta = found.Delta,
            Interval = found.Interval,
            PValue = found.PValue,
            Method = found.Method,
        };
    }

    /// <summary>The test of a metric: one for all of its comparisons, whatever the figures of each happen to be.</summary>
    private PairedTest TestOf(string metric) => options.Test == PairedTest.Fitting
        ? isBinary(metric) ? PairedTest.McNemar : PairedTest.SignFlip
        : options.Test;
}
