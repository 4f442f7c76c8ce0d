using Assay.Errors;
using Assay.Results;
using Assay.Specs;
using Assay.Statistics;

namespace Assay.Cli.Figures;

/// <summary>Compares the scores of two snapshots over the rows of both. Samples of a row are taken by their mean: a snapshot does not say how its benchmark reduces them.</summary>
/// <param name="options">Level, correction, and what is pooled.</param>
internal sealed class PairedSnapshots(ComparisonOptions options)
{
    /// <summary>The table: a row for each slice, score and way of asking that both have.</summary>
    /// <exception cref="AssayException"><see cref="ErrorCode.ComparisonInvalid"/>: there is no such metric, or no row is scored on both sides.</exception>
    public ComparisonTable Compare((string Name, IEnumerable<ItemScore> Rows) baseline, (string Name, IEnumerable<ItemScore> Rows) treatment, string? metric)
    {
        var before = Read(baseline.Rows, metric);
        var after = Read(treatment.Rows, metric);
        if (metric is not null && before.Count + after.Count == 0)
            throw new AssayException(ErrorCode.ComparisonInvalid, $"The snapshots hold no metric '{metric}'.");
        var series = before.Keys.Intersect(after.Keys).OrderBy(static key => string.Join('\0', key.Slice, key.Score, key.Model, key.Prompt, key.Params), StringComparer.Ordinal).ToList();
        var rows = series.ConvertAll(key => RowOf(key, baseline.Name, treatment.Name, before[key], after[key]));
        if (rows.TrueForAll(static row => row.Pairs == 0))
            throw new AssayException(ErrorCode.ComparisonInvalid, "No row is scored in both snapshots; compare snapshots of one benchmark.");
        var adjusted = MultipleComparisons.Adjust([.. rows.Select(static row => row.PValue).OfType<double>()], options.Correction);
        var next = 0;
        return new ComparisonTable(
            "snapshot",
            [GroupKind.Slice, GroupKind.Model, GroupKind.Prompt, GroupKind.Params, GroupKind.Metric],
            ValueList.From(rows.Select(row => row.PValue is null ? row : row with { AdjustedPValue = adjusted[next++] }).ToList()),
            options.Correction,
            options.Level);
    }

    private static Dictionary<Series, Dictionary<string, double?>> Read(IEnumerable<ItemScore> rows, string? metric)
    {
        var read = new Dictionary<Series, Dictionary<string, double?>>();
        foreach (var row in rows.Where(row => metric is null || row.Score == metric))
        {
            var key = new Series(row.Slice, row.Score, row.Model, row.Prompt, row.Params);
            if (!read.TryGetValue(key, out var items))
                read.Add(key, items = new Dictionary<string, double?>(StringComparer.Ordinal));
            items[row.ItemId] = row.Samples.Average(static sample => sample.Value);
        }

        return read;
    }

    private ComparisonRow RowOf(Series key, string baseline, string treatment, Dictionary<string, double?> before, Dictionary<string, double?> after)
    {
        var (from, to) = (new List<double>(), new List<double>());
        var (only, neither) = (0, 0);
        foreach (var (item, old) in before)
        {
            var now = after.GetValueOrDefault(item);
            if (old is { } value && now is { } other)
            {
                from.Add(value);
                to.Add(other);
            }
            else if (old is not null)
            {
                only++;
            }
            else if (now is null && after.ContainsKey(item))
            {
                neither++;
            }
        }

        var row = new ComparisonRow([key.Slice, key.Model, key.Prompt, key.Params, key.Score], key.Score, baseline, treatment)
        {
            Pairs = from.Count,
            BaselineOnly = only,
            TreatmentOnly = after.Count(item => item.Value is not null && before.GetValueOrDefault(item.Key) is null),
            Neither = neither,
            Moved = (from.Zip(to).Count(static pair => pair.Second > pair.First), from.Zip(to).Count(static pair => pair.Second < pair.First)),
        };
        if (from.Count == 0)
            return row;
        var isBinary = from.Concat(to).All(static value => value is 0 or 1);
        var figures = PairedComparison.Compare(from.ToArray(), to.ToArray(), new PairedComparisonOptions { Test = isBinary ? PairedTest.McNemar : PairedTest.SignFlip, Level = options.Level });
        return row with { BaselineMean = figures.BaselineMean, TreatmentMean = figures.TreatmentMean, Delta = figures.Delta, Interval = figures.Interval, PValue = figures.PValue, Method = figures.Method };
    }

    private sealed record Series(string Slice, string Score, string Model, string Prompt, string Params);
}
