using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Cli.Reading;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Cli.Reports;

/// <summary>
/// Reads what a page shows and writes it as blocks: texts and items while they are read, then the list of candidates (<c>index</c>) and all else (<c>head</c>).
/// </summary>
/// <param name="storage">The store.</param>
/// <param name="prices">What models cost; none where the project names none.</param>
/// <param name="target">The page.</param>
internal sealed class PageData(StorageBundle storage, ValueList<PriceSpec> prices, Stream target) : IDisposable
{
    private const int MostTurns = 200;

    private readonly PageBlocks texts = new(target, "text");
    private readonly PageBlocks contents = new(target, "item");
    private readonly List<CandidateColumns> columns = [];
    private readonly Dictionary<long, int> storedItems = [];
    private readonly Dictionary<(string Place, string Item), int> plannedItems = [];
    private readonly List<string> itemIds = [];
    private readonly List<IReadOnlyDictionary<string, string>> itemFacets = [];
    private readonly Dictionary<(string, string), ModelUsage> usages = [];
    private readonly Dictionary<long, string> parseNames = [];
    private readonly JsonArray prompts = [];
    private readonly JsonArray labels = [];
    private readonly JsonArray calibrations = [];

    /// <summary>Reads and writes all of it.</summary>
    public async Task WriteAsync(IReadOnlyList<RunView> views, IReadOnlyList<Outcome> outcomes, CancellationToken cancellationToken)
    {
        var figures = new ReportFigures(storage);
        foreach (var view in views)
        {
            await figures.AddAsync(view, cancellationToken);
            AddPrompts(view);
            foreach (var slice in view.Candidates.GroupBy(static row => row.Plan))
            {
                var tables = new AnswerTables(view.Run.Benchmark, slice.Key);
                foreach (var rows in slice.Chunk(StorePages.Size))
                    await AddAsync(view, rows, tables, cancellationToken);
                if (tables.Labels() is { } matrix)
                    labels.Add((JsonNode)matrix);
                if (tables.Calibration() is { } reliability)
                    calibrations.Add((JsonNode)reliability);
            }
        }

        texts.End();
        contents.End();
        WriteIndex();
        PageBlocks.Write(target, "head", PageJson.Bytes(new JsonObject
        {
            ["outcomes"] = new JsonArray([.. outcomes.Select(static outcome => outcome.Json.DeepClone())]),
            ["means"] = figures.Means,
            ["differences"] = figures.Differences,
            ["labels"] = labels,
            ["calibrations"] = calibrations,
            ["usage"] = new JsonArray([.. usages.Values.Select(static usage => (JsonNode)usage.ToJson())]),
            ["prompts"] = prompts,
            ["texts"] = new JsonArray([.. texts.Starts.Select(static start => (JsonNode)start)]),
            ["contents"] = new JsonArray([.. contents.Starts.Select(static start => (JsonNode)start)]),
        }));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        texts.Dispose();
        contents.Dispose();
    }

    private void AddPrompts(RunView view)
    {
        foreach (var prompt in view.Run.Plans.SelectMany(static plan => plan.Task.Prompts).DistinctBy(static prompt => prompt.Id))
        {
            prompts.Add((JsonNode)new JsonObject
            {
                ["benchmark"] = view.Run.Benchmark,
                ["id"] = prompt.Id,
                ["messages"] = new JsonArray([.. prompt.Messages.Concat(prompt.FollowUps).Select(static message => (JsonNode)new JsonObject { ["role"] = Role(message.Role), ["text"] = message.Content })]),
            });
        }
    }

    private async Task AddAsync(RunView view, CandidateRow[] rows, AnswerTables tables, CancellationToken cancellationToken)
    {
        var page = await CandidateTexts.ReadAsync(storage, rows, cancellationToken);
        long[] completed = [.. page.Outputs.Keys];
        var parses = completed.Zip(await storage.Projections.ReadTransformsAsync(completed, cancellationToken)).ToDictionary(
            static one => one.First,
            one => (IReadOnlyList<ReadAnswer>)[.. one.Second.Select(parse => new ReadAnswer(NameOf(parse), parse.Success, parse.Text, parse.Written))]);
        var explanations = await ExplanationsAsync(view, rows, cancellationToken);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            Add(view, row, page, parses.GetValueOrDefault(row.Generation.Id, []), explanations is null ? [] : explanations[i], tables);
        }
    }

    private void Add(RunView view, CandidateRow row, CandidateTexts page, IReadOnlyList<ReadAnswer> parses, IReadOnlyList<(string Name, string Text)> explanations, AnswerTables tables)
    {
        var item = ItemOf(view, row, page);
        var details = page.Generations.GetValueOrDefault(row.Generation.Id);
        var output = page.Outputs.GetValueOrDefault(row.Generation.Id);
        if (output is not null)
            tables.Add(row, itemFacets[item], parses, output);
        if (details is not null)
            UsageOf(view, row).Add(details);
        if (columns.Count == 0 || !columns[^1].Takes(row))
            columns.Add(new CandidateColumns(view.Run.Benchmark, row, [.. view.Scores.Where(score => score.Slice == row.Plan.Slice)]));
        columns[^1].Add(row, item, details is null ? null : details.Duration.TotalSeconds, row.Generation.Id == 0 ? "generation_missing" : details?.Failure?.Value);
        texts.Add(json => WriteText(json, explanations, output, details, parses));
    }

    /// <summary>What the scores of each candidate explain; null where none of the slice's explains anything.</summary>
    private async ValueTask<IReadOnlyList<IReadOnlyList<(string Name, string Text)>>?> ExplanationsAsync(RunView view, CandidateRow[] rows, CancellationToken cancellationToken)
    {
        var names = view.Unread.Where(one => one.Key.Slice == rows[0].Plan.Slice).ToDictionary(static one => one.Value, static one => one.Key.Name);
        if (names.Count == 0)
            return null;
        var found = await storage.Projections.ReadEvaluationsAsync([.. rows.Select(static row => new ScoredItem(row.Generation.Id, row.ItemRow))], cancellationToken);
        return [.. rows.Zip(found, (row, scores) => (IReadOnlyList<(string, string)>)[.. scores
            .Where(static score => !string.IsNullOrEmpty(score.Explanation))
            .Select(score => (Name: names.GetValueOrDefault(new Overlay(score.ParseId, score.MetricId), ""), Text: score.Explanation!))
            .Where(score => row.Scores.ContainsKey(score.Name))])];
    }

    private string NameOf(TransformDetails parse)
    {
        if (!parseNames.TryGetValue(parse.ParseId, out var name))
            parseNames.Add(parse.ParseId, name = SpecJson.Read<ParseSpec>(parse.ParseJson).Id);
        return name;
    }

    private ModelUsage UsageOf(RunView view, CandidateRow row)
    {
        if (!usages.TryGetValue((view.Run.Benchmark, row.Model), out var usage))
        {
            var wire = row.Plan.Experiment.Models.First(model => model.Id == row.Model).WireName;
            usages.Add((view.Run.Benchmark, row.Model), usage = new ModelUsage(view.Run.Benchmark, row.Model, prices.FirstOrDefault(price => price.Model == wire)));
        }

        return usage;
    }

    /// <summary>A candidate's texts: output, what went wrong, what scores said, what was read, the conversation.</summary>
    private static void WriteText(Utf8JsonWriter json, IReadOnlyList<(string Name, string Text)> explanations, string? output, GenerationDetails? details, IReadOnlyList<ReadAnswer> parses)
    {
        json.WriteStartArray();
        PageJson.Text(json, output);
        PageJson.Text(json, details?.FailureMessage);
        json.WriteStartObject();
        foreach (var (name, text) in explanations)
            json.WriteString(name, PageJson.Cut(text));
        json.WriteEndObject();
        json.WriteStartArray();
        foreach (var parse in parses)
        {
            json.WriteStartArray();
            json.WriteStringValue(parse.Parse);
            json.WriteBooleanValue(parse.Success);
            PageJson.Text(json, parse.Text);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray();
        foreach (var turn in (details?.Turns ?? []).Take(MostTurns))
        {
            json.WriteStartArray();
            json.WriteStringValue(Role(turn.Role));
            PageJson.Text(json, turn.ToolName);
            PageJson.Text(json, turn.Text);
            PageJson.Text(json, turn.Arguments?.ToString());
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndArray();
    }

    private void WriteIndex()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, PageJson.Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var id in itemIds)
                json.WriteStringValue(id);
            json.WriteEndArray();
            json.WriteStartArray("groups");
            foreach (var group in columns)
                group.WriteTo(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        PageBlocks.Write(target, "index", stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private int ItemOf(RunView view, CandidateRow row, CandidateTexts page)
    {
        var place = ($"{view.Run.Name}/{row.Plan.Slice}", row.Item);
        if (row.ItemRow != 0 ? storedItems.TryGetValue(row.ItemRow, out var known) : plannedItems.TryGetValue(place, out known))
            return known;
        var content = page.Items.GetValueOrDefault(row.ItemRow);
        if (row.ItemRow != 0)
            storedItems.Add(row.ItemRow, itemIds.Count);
        else
            plannedItems.Add(place, itemIds.Count);
        itemIds.Add(row.Item);
        itemFacets.Add(Facets.Of(content));
        contents.Add(json => PageJson.Text(json, content));
        return itemIds.Count - 1;
    }

    private static string Role(MessageRole role) => role.ToString().ToLowerInvariant();
}
