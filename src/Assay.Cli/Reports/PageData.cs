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
/// <param name="page">The page.</param>
internal sealed class PageData(StorageBundle storage, ValueList<PriceSpec> prices, Stream page) : IDisposable
{
    private const int MostTurns = 200;

    private readonly PageBlocks texts = new(page, "text");
    private readonly PageBlocks contents = new(page, "item");
    private readonly List<CandidateColumns> columns = [];
    private readonly Dictionary<(string, string), int> items = [];
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
                foreach (var row in slice)
                    await AddAsync(view, row, tables, cancellationToken);
                if (tables.Labels() is { } matrix)
                    labels.Add((JsonNode)matrix);
                if (tables.Calibration() is { } reliability)
                    calibrations.Add((JsonNode)reliability);
            }
        }

        texts.End();
        contents.End();
        WriteIndex();
        PageBlocks.Write(page, "head", PageJson.Bytes(new JsonObject
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

    private async Task AddAsync(RunView view, CandidateRow row, AnswerTables tables, CancellationToken cancellationToken)
    {
        var item = await ItemAsync(view, row, cancellationToken);
        var details = row.Generation.Id == 0 ? null : await storage.Projections.ReadGenerationAsync(row.Generation.Id, cancellationToken);
        string? output = null;
        IReadOnlyList<ReadAnswer> parses = [];
        if (row.Generation.Status == GenerationStatus.Completed)
        {
            output = (await storage.Runs.ReadOutputAsync(row.Generation.Id, cancellationToken)).Text;
            parses = [.. (await storage.Projections.ReadTransformsAsync(row.Generation.Id, cancellationToken)).Select(parse => new ReadAnswer(NameOf(parse), parse.Success, parse.Text, parse.Written))];
            tables.Add(row, itemFacets[item], parses, output);
        }

        if (details is not null)
            UsageOf(view, row).Add(details);
        if (columns.Count == 0 || !columns[^1].Takes(row))
            columns.Add(new CandidateColumns(view.Run.Benchmark, row, [.. view.Scores.Where(score => score.Slice == row.Plan.Slice)]));
        columns[^1].Add(row, item, details is null ? null : details.Duration.TotalSeconds, row.Generation.Id == 0 ? "generation_missing" : details?.Failure?.Value);
        texts.Add(json => WriteText(json, row, output, details, parses));
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
    private static void WriteText(Utf8JsonWriter json, CandidateRow row, string? output, GenerationDetails? details, IReadOnlyList<ReadAnswer> parses)
    {
        json.WriteStartArray();
        PageJson.Text(json, output);
        PageJson.Text(json, details?.FailureMessage);
        json.WriteStartObject();
        foreach (var (name, score) in row.Scores.Where(static score => !string.IsNullOrEmpty(score.Value.Explanation)))
            json.WriteString(name, PageJson.Cut(score.Explanation!));
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

        PageBlocks.Write(page, "index", stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private async ValueTask<int> ItemAsync(RunView view, CandidateRow row, CancellationToken cancellationToken)
    {
        var key = row.ItemRow != 0 ? ("", row.ItemRow.ToString(System.Globalization.CultureInfo.InvariantCulture)) : ($"{view.Run.Name}/{row.Plan.Slice}", row.Item);
        if (items.TryGetValue(key, out var known))
            return known;
        var content = row.ItemRow == 0 ? null : (await storage.Runs.ReadItemAsync(row.ItemRow, cancellationToken))?.Json;
        items.Add(key, itemIds.Count);
        itemIds.Add(row.Item);
        itemFacets.Add(Facets.Of(content));
        contents.Add(json => PageJson.Text(json, content));
        return itemIds.Count - 1;
    }

    private static string Role(MessageRole role) => role.ToString().ToLowerInvariant();
}
