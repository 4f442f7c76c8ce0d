using System.Globalization;
using Assay.Specs;
using Assay.Statistics;
using Assay.Storage;

namespace Assay.Cli.Reading;

/// <summary>Reads what one run found.</summary>
/// <param name="storage">The store.</param>
/// <param name="run">The run.</param>
/// <param name="withExplanations">Whether what scores explain is read too.</param>
internal sealed class RunViewReader(StorageBundle storage, StoredRun run, bool withExplanations)
{
    private readonly Dictionary<long, string> itemIds = [];
    private readonly Dictionary<long, string> definitions = [];
    private readonly Dictionary<(string Slice, string Name), Overlay> unread = [];

    /// <summary>Reads it, slice by slice.</summary>
    public async Task<RunView> ReadAsync(CancellationToken cancellationToken)
    {
        var scores = new List<ScoreInfo>();
        var rows = new List<CandidateRow>();
        foreach (var plan in run.Plans)
            await ReadAsync(plan, scores, rows, cancellationToken);
        return new RunView(run, scores, rows) { Unread = unread };
    }

    private async Task ReadAsync(StoredPlan plan, List<ScoreInfo> infos, List<CandidateRow> rows, CancellationToken cancellationToken)
    {
        var stored = new List<(long Ordinal, long ItemRow, StoredGeneration Generation)>();
        await foreach (var candidate in storage.Runs.ReadCandidatesAsync(plan.Id, [], cancellationToken))
            stored.Add((candidate.Ordinal, candidate.ItemRow, candidate.Generation));

        var items = new Dictionary<long, (string Id, long Row)>();
        var made = new List<MadeScore[]>(stored.Count);
        var columns = new Dictionary<Overlay, string>();
        var newest = new Dictionary<string, (Overlay Column, DateTimeOffset Written)>(StringComparer.Ordinal);
        foreach (var page in stored.Chunk(StorePages.Size))
        {
            await ReadItemIdsAsync(page.Select(static one => one.ItemRow), cancellationToken);
            foreach (var (ordinal, itemRow, _) in page)
                items.TryAdd(plan.PlaceOf(ordinal).Item, (itemIds[itemRow], itemRow));
            foreach (var evaluations in await storage.Projections.ReadEvaluationsAsync([.. page.Select(static one => new ScoredItem(one.Generation.Id, one.ItemRow))], cancellationToken))
                made.Add(await ReadAsync(plan, evaluations, columns, newest, cancellationToken));
        }

        infos.AddRange(InfosOf(plan, newest.Keys));
        foreach (var name in newest.Keys.Where(name => unread.ContainsKey((plan.Slice, name))))
            unread[(plan.Slice, name)] = newest[name].Column;
        var next = 0;
        for (long ordinal = 0; ordinal < plan.Candidates; ordinal++)
        {
            var (model, prompt, parameters, item, sample) = plan.PlaceOf(ordinal);
            var (id, row) = items.TryGetValue(item, out var known) ? known : (string.Create(CultureInfo.InvariantCulture, $"#{item}"), 0);
            var isStored = next < stored.Count && stored[next].Ordinal == ordinal;
            rows.Add(new CandidateRow(plan, ordinal, id, row, model, prompt, parameters, sample, isStored ? stored[next].Generation : default)
            {
                Scores = isStored ? ScoresOf(made[next++], newest) : ScoreSet.None,
            });
        }
    }

    /// <summary>Takes what one candidate's scores say, and notes which of the columns of one name is the newest.</summary>
    private async ValueTask<MadeScore[]> ReadAsync(
        StoredPlan plan, IReadOnlyList<EvaluationDetails> evaluations, Dictionary<Overlay, string> columns, Dictionary<string, (Overlay Column, DateTimeOffset Written)> newest, CancellationToken cancellationToken)
    {
        var found = new List<MadeScore>(evaluations.Count);
        foreach (var evaluation in evaluations)
        {
            if (run.Details?.Ended is { } ended && evaluation.Written > ended)
                continue;
            var column = new Overlay(evaluation.ParseId, evaluation.MetricId);
            if (!columns.TryGetValue(column, out var name))
                columns.Add(column, name = await NameOfAsync(plan, evaluation, cancellationToken));
            if (!newest.TryGetValue(name, out var known) || evaluation.Written > known.Written)
                newest[name] = (column, evaluation.Written);
            if (!withExplanations && !string.IsNullOrEmpty(evaluation.Explanation))
                unread[(plan.Slice, name)] = column;
            found.Add(new MadeScore(name, column, new ScoreValue(evaluation.Value, evaluation.Failure, withExplanations ? evaluation.Explanation : null)));
        }

        return [.. found];
    }

    private static ScoreSet ScoresOf(MadeScore[] made, Dictionary<string, (Overlay Column, DateTimeOffset Written)> newest) => made.Length == 0
        ? ScoreSet.None
        : new ScoreSet([.. made.Where(score => newest[score.Name].Column == score.Column).Select(static score => KeyValuePair.Create(score.Name, score.Value))]);

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

    private async ValueTask ReadItemIdsAsync(IEnumerable<long> rows, CancellationToken cancellationToken)
    {
        long[] wanted = [.. rows.Where(row => !itemIds.ContainsKey(row)).Distinct()];
        if (wanted.Length == 0)
            return;
        foreach (var (row, item) in wanted.Zip(await storage.Runs.ReadItemsAsync(wanted, cancellationToken)))
            itemIds.Add(row, item?.Id ?? "");
    }

    /// <summary>A score that a candidate has.</summary>
    private readonly record struct MadeScore(string Name, Overlay Column, ScoreValue Value);
}
