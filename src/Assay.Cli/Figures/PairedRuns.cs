using Assay.Cli.Reading;
using Assay.Errors;
using Assay.Results;
using Assay.Specs;
using Assay.Statistics;

namespace Assay.Cli.Figures;

/// <summary>Compares figures over the items of both sides, by the library's paired statistics.</summary>
/// <param name="items">What items are.</param>
/// <param name="options">Metric's test, level, correction, groups.</param>
internal sealed class PairedRuns(IReadOnlyDictionary<long, ItemIdentity> items, ComparisonOptions options)
{
    private static readonly GroupKind[] Ways = [GroupKind.Model, GroupKind.Prompt, GroupKind.Params];

    /// <summary>Compares two runs. A model, prompt or set of params of which each has one only may differ in name.</summary>
    /// <exception cref="AssayException">No item is scored on both sides (<see cref="ErrorCode.ComparisonInvalid"/>).</exception>
    public ComparisonTable Compare(RunView baseline, RunView treatment, string? metric)
    {
        var erased = Ways.Where(kind => new[] { baseline, treatment }.All(view => view.Candidates.Select(row => Grouping.ValueOf(row, kind, "")).Distinct(StringComparer.Ordinal).Count() <= 1)).ToArray();
        var grouping = Grouping.Of([baseline, treatment], options.GroupBy.Select(static key => key.ToString()), erased);
        return TableOf("run", grouping, [(baseline.Run.Name, treatment.Run.Name)], Of(baseline, metric, erased, grouping, _ => baseline.Run.Name), Of(treatment, metric, erased, grouping, _ => treatment.Run.Name));
    }

    /// <summary>Compares the models, prompts or params of one run.</summary>
    /// <exception cref="AssayException">There is no such baseline or treatment, or no item is scored on both sides (<see cref="ErrorCode.ComparisonInvalid"/>).</exception>
    public ComparisonTable Compare(RunView view, string? metric)
    {
        var kind = options.Compare;
        var name = ((GroupKey)kind).Name;
        var values = view.Candidates.Select(row => Grouping.ValueOf(row, kind, "")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        foreach (var wanted in new[] { options.Baseline, options.Treatment }.OfType<string>().Where(wanted => !values.Contains(wanted)))
            throw new AssayException(ErrorCode.ComparisonInvalid, $"The results hold no {name} '{wanted}'; they hold: {string.Join(", ", values)}.");
        var pairs = values.SelectMany(from => values.Select(to => (From: from, To: to)))
            .Where(pair => pair.From != pair.To && (options.Baseline ?? pair.From) == pair.From && (options.Treatment ?? pair.To) == pair.To)
            .Where(pair => options.Baseline is not null || options.Treatment is not null || string.CompareOrdinal(pair.From, pair.To) < 0)
            .ToList();
        if (pairs.Count == 0)
            throw new AssayException(ErrorCode.ComparisonInvalid, $"There is nothing to compare: {view.Run.Name} has one {name} only. Name two runs, or another of model, prompt and params with --what.");
        var grouping = Grouping.Of([view], options.GroupBy.Select(static key => key.ToString()), kind);
        var figures = Of(view, metric, [kind], grouping, row => Grouping.ValueOf(row, kind, ""));
        return TableOf(name, grouping, pairs, figures, figures);
    }

    private List<Side> Of(RunView view, string? metric, GroupKind[] erased, Grouping grouping, Func<CandidateRow, string> side) =>
    [
        .. TrialFigures.Of(view, metric).Select(figure => new Side(
            side(figure.First),
            grouping.KeyOf(figure.First, figure.Score.Name),
            figure,
            string.Join('\0', Ways.Except(erased).Select(kind => Grouping.ValueOf(figure.First, kind, "")).Append(figure.First.Plan.Slice).Append(figure.First.ItemRow == 0 ? figure.First.Item : items[figure.First.ItemRow].Content)))),
    ];

    private ComparisonTable TableOf(string compared, Grouping grouping, IReadOnlyList<(string Baseline, string Treatment)> pairs, List<Side> before, List<Side> after)
    {
        var binary = before.Concat(after).GroupBy(static side => side.Figure.Score.Name, StringComparer.Ordinal)
            .Where(static metric => metric.All(static side => side.Figure.Value is null or 0 or 1))
            .Select(static metric => metric.Key)
            .ToHashSet(StringComparer.Ordinal);
        var olds = before.ToLookup(static side => (side.Name, side.Keys));
        var news = after.ToLookup(static side => (side.Name, side.Keys));
        var rows = new List<ComparisonRow>();
        foreach (var keys in before.Select(static side => side.Keys).Intersect(after.Select(static side => side.Keys)))
        {
            foreach (var (baseline, treatment) in pairs.Where(pair => olds.Contains((pair.Baseline, keys)) && news.Contains((pair.Treatment, keys))))
                rows.Add(RowOf(keys, baseline, treatment, [.. olds[(baseline, keys)]], [.. news[(treatment, keys)]], binary));
        }

        if (rows.TrueForAll(static row => row.Pairs == 0))
            throw new AssayException(ErrorCode.ComparisonInvalid, "No item is scored on both sides of any comparison; compare what was run over the same items, and run what is missing first.");
        var adjusted = MultipleComparisons.Adjust([.. rows.Select(static row => row.PValue).OfType<double>()], options.Correction);
        var next = 0;
        return new ComparisonTable(compared, grouping.Keys, ValueList.From(rows.Select(row => row.PValue is null ? row : row with { AdjustedPValue = adjusted[next++] }).ToList()), options.Correction, options.Level);
    }

    private ComparisonRow RowOf(ValueList<string> keys, string baseline, string treatment, List<Side> before, List<Side> after, HashSet<string> binary)
    {
        var score = before[0].Figure.Score;
        var places = after.GroupBy(static side => side.Place, StringComparer.Ordinal).ToDictionary(static place => place.Key, static place => place.First().Figure.Value, StringComparer.Ordinal);
        var (from, to, clusters) = (new List<double>(), new List<double>(), new List<string>());
        var (only, neither) = (0, 0);
        foreach (var side in before)
        {
            var found = places.Remove(side.Place, out var other);
            if (side.Figure.Value is not { } value)
            {
                neither += found && other is null ? 1 : 0;
                if (found && other is not null)
                    places.Add(side.Place, other);
                continue;
            }

            if (other is not { } now)
            {
                only++;
                continue;
            }

            from.Add(value);
            to.Add(now);
            clusters.Add(items[side.Figure.First.ItemRow].Cluster);
        }

        var row = new ComparisonRow(keys, score.Name, baseline, treatment)
        {
            HigherIsBetter = score.HigherIsBetter,
            Pairs = from.Count,
            BaselineOnly = only,
            TreatmentOnly = places.Values.Count(static value => value is not null),
            Neither = neither,
            Moved = (from.Zip(to).Count(static pair => pair.Second > pair.First), from.Zip(to).Count(static pair => pair.Second < pair.First)),
        };
        if (from.Count == 0)
            return row;
        var test = new PairedComparisonOptions { Test = options.Test != PairedTest.Fitting ? options.Test : binary.Contains(score.Name) ? PairedTest.McNemar : PairedTest.SignFlip, Level = options.Level };
        var figures = clusters.Distinct(StringComparer.Ordinal).Count() < clusters.Count
            ? PairedComparison.Compare<string>(from.ToArray(), to.ToArray(), clusters.ToArray(), test)
            : PairedComparison.Compare(from.ToArray(), to.ToArray(), test);
        return row with { Clusters = figures.Clusters, BaselineMean = figures.BaselineMean, TreatmentMean = figures.TreatmentMean, Delta = figures.Delta, Interval = figures.Interval, PValue = figures.PValue, Method = figures.Method };
    }

    private sealed record Side(string Name, ValueList<string> Keys, TrialFigures Figure, string Place);
}
