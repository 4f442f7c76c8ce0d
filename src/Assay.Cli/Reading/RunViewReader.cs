using System.Globalization;
using Assay.Specs;
using Assay.Statistics;
using Assay.Storage;

namespace Assay.Cli.Reading;

/// <summary>Reads what one run found.</summary>
/// <param name="storage">The store.</param>
/// <param name="run">The run.</param>
internal sealed class RunViewReader(StorageBundle storage, StoredRun run)
{
    private readonly Dictionary<long, string> itemIds = [];
    private readonly Dictionary<long, string> definitions = [];

    /// <summary>Reads it, slice by slice.</summary>
    public async Task<RunView> ReadAsync(CancellationToken cancellationToken)
    {
        var scores = new List<ScoreInfo>();
        var rows = new List<CandidateRow>();
        foreach (var plan in run.Plans)
            rows.AddRange(await ReadAsync(plan, scores, cancellationToken));
        return new RunView(run, scores, rows);
    }

    private async Task<List<CandidateRow>> ReadAsync(StoredPlan plan, List<ScoreInfo> infos, CancellationToken cancellationToken)
    {
        var stored = new Dictionary<long, (long ItemRow, StoredGeneration Generation)>();
        await foreach (var candidate in storage.Runs.ReadCandidatesAsync(plan.Id, [], cancellationToken))
            stored[candidate.Ordinal] = (candidate.ItemRow, candidate.Generation);

        var items = new Dictionary<long, (string Id, long Row)>();
        var made = new Dictionary<long, List<(string Name, EvaluationDetails Details)>>();
        var names = new Dictionary<Overlay, string>();
        var newest = new Dictionary<string, (Overlay Column, DateTimeOffset Written)>(StringComparer.Ordinal);
        foreach (var (ordinal, (itemRow, generation)) in stored)
        {
            items.TryAdd(plan.PlaceOf(ordinal).Item, (await ItemIdAsync(itemRow, cancellationToken), itemRow));
            var found = new List<(string Name, EvaluationDetails Details)>();
            foreach (var evaluation in await storage.Projections.ReadEvaluationsAsync(generation.Id, itemRow, cancellationToken))
            {
                if (run.Details?.Ended is { } ended && evaluation.Written > ended)
                    continue;
                var column = new Overlay(evaluation.ParseId, evaluation.MetricId);
                if (!names.TryGetValue(column, out var name))
                    names.Add(column, name = await NameOfAsync(plan, evaluation, cancellationToken));
                if (!newest.TryGetValue(name, out var known) || evaluation.Written > known.Written)
                    newest[name] = (column, evaluation.Written);
                found.Add((name, evaluation));
            }

            made.Add(ordinal, found);
        }

        infos.AddRange(InfosOf(plan, newest.Keys));
        var rows = new List<CandidateRow>();
        for (long ordinal = 0; ordinal < plan.Candidates; ordinal++)
        {
            var (model, prompt, parameters, item, sample) = plan.PlaceOf(ordinal);
            var (id, row) = items.GetValueOrDefault(item, (string.Create(CultureInfo.InvariantCulture, $"#{item}"), 0));
            var scores = made.GetValueOrDefault(ordinal, [])
                .Where(score => newest[score.Name].Column == new Overlay(score.Details.ParseId, score.Details.MetricId))
                .ToDictionary(static score => score.Name, static score => new ScoreValue(score.Details.Value, score.Details.Failure, score.Details.Explanation), StringComparer.Ordinal);
            rows.Add(new CandidateRow(plan, ordinal, id, row, model, prompt, parameters, sample, stored.GetValueOrDefault(ordinal).Generation) { Scores = scores });
        }

        return rows;
    }

    /// <summary>The scores that the spec names, then those that were made and that it does not name.</summary>
    private static IEnumerable<ScoreInfo> InfosOf(StoredPlan plan, IEnumerable<string> made)
    {
        var named = plan.Task.Scores
            .Where(static score => score.Scope == ScoreScope.Item)
            .SelectMany(score => score.Metrics.Select(metric => new ScoreInfo(
                plan.Slice,
                score.NameOf(metric),
                score.HigherIsBetter,
                SampleReduction.TryParse(score.Reduction, out var reduction) ? reduction : SampleReduction.Mean)))
            .ToList();
        var others = made.Except(named.Select(static score => score.Name), StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return named.Concat(others.Select(name => new ScoreInfo(plan.Slice, name, true, SampleReduction.Mean)));
    }

    /// <summary>What the run's spec calls a stored score; the metric's id where it names none such.</summary>
    private async ValueTask<string> NameOfAsync(StoredPlan plan, EvaluationDetails evaluation, CancellationToken cancellationToken)
    {
        var metric = SpecJson.Read<MetricSpec>(evaluation.MetricJson);
        var parse = evaluation.ParseId == 0 ? null : SpecJson.Read<ParseSpec>(await DefinitionAsync(evaluation.ParseId, cancellationToken)).Id;
        var named = plan.Task.Scores
            .Where(score => score.Scope == ScoreScope.Item && score.Parse == parse)
            .SelectMany(score => score.Metrics.Where(one => one.Id == metric.Id).Select(one => (Score: score, Metric: one)))
            .ToList();
        if (named.Count == 0)
            return metric.Id;
        var best = named.FirstOrDefault(one => Equals(one.Metric.Config, metric.Config), named[0]);
        return best.Score.NameOf(best.Metric);
    }

    private async ValueTask<string> DefinitionAsync(long row, CancellationToken cancellationToken)
    {
        if (!definitions.TryGetValue(row, out var json))
            definitions.Add(row, json = await storage.Projections.ReadDefinitionAsync(row, cancellationToken) ?? "{}");
        return json;
    }

    private async ValueTask<string> ItemIdAsync(long row, CancellationToken cancellationToken)
    {
        if (!itemIds.TryGetValue(row, out var id))
            itemIds.Add(row, id = (await storage.Runs.ReadItemAsync(row, cancellationToken))?.Id ?? "");
        return id;
    }
}
