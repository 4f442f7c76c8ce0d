using System.Text.Json.Nodes;
using Assay.Cli.Figures;
using Assay.Cli.Reading;
using Assay.Cli.Terminal;
using Assay.Reporting;
using Assay.Storage;

namespace Assay.Cli.Reports;

/// <summary>What a page shows, as JSON: outcomes, means, what generations took, prompts, items and candidates.</summary>
/// <param name="storage">The store.</param>
internal sealed class ReportData(StorageBundle storage)
{
    private const int LongestText = 100_000;
    private const int MostTurns = 200;

    private readonly Dictionary<long, int> items = [];
    private readonly JsonArray itemList = [];

    /// <summary>Reads the runs.</summary>
    public async Task<JsonObject> ReadAsync(IReadOnlyList<RunView> views, IReadOnlyList<Outcome> outcomes, CancellationToken cancellationToken)
    {
        var (candidates, means, took, prompts) = (new JsonArray(), new JsonArray(), new JsonArray(), new JsonArray());
        foreach (var view in views)
        {
            var identities = await ItemClusterReader.ReadAsync(storage.Runs, [view], cancellationToken);
            foreach (var row in ScoreAggregates.Of(view, Grouping.Of([view], ["slice", "model", "prompt", "params"]), null, identities, 0.95).ToReportTable().ToJson())
                means.Add(WithBenchmark(row!.AsObject().DeepClone().AsObject(), view));
            foreach (var prompt in view.Run.Plans.SelectMany(static plan => plan.Task.Prompts).DistinctBy(static prompt => prompt.Id))
            {
                prompts.Add(new JsonObject
                {
                    ["benchmark"] = view.Run.Benchmark,
                    ["id"] = prompt.Id,
                    ["messages"] = new JsonArray([.. prompt.Messages.Concat(prompt.FollowUps).Select(static message => (JsonNode)new JsonObject { ["role"] = message.Role.ToString().ToLowerInvariant(), ["text"] = message.Content })]),
                });
            }

            foreach (var row in view.Candidates)
                candidates.Add(await CandidateAsync(view, row, took, cancellationToken));
        }

        return new JsonObject
        {
            ["summary"] = PlainReports.Summary(outcomes),
            ["outcomes"] = new JsonArray([.. outcomes.Select(static outcome => outcome.Json.DeepClone())]),
            ["means"] = means,
            ["prompts"] = prompts,
            ["took"] = took,
            ["items"] = itemList,
            ["candidates"] = candidates,
        };
    }

    private static JsonObject WithBenchmark(JsonObject row, RunView view)
    {
        row.Insert(0, "benchmark", view.Run.Benchmark);
        return row;
    }

    private async Task<JsonNode> CandidateAsync(RunView view, CandidateRow row, JsonArray took, CancellationToken cancellationToken)
    {
        var scores = new JsonObject();
        foreach (var (name, value) in row.Scores)
            scores[name] = new JsonArray(value.Value, value.Failure?.Value, Cut(value.Explanation));
        var candidate = new JsonObject
        {
            ["b"] = view.Run.Benchmark,
            ["s"] = row.Plan.Slice,
            ["i"] = row.Item,
            ["m"] = row.Model,
            ["p"] = row.Prompt,
            ["q"] = row.Params,
            ["n"] = row.Sample,
            ["v"] = scores,
        };
        if (row.ItemRow != 0)
            candidate["c"] = await ItemAsync(row.ItemRow, cancellationToken);
        if (row.Generation.Id == 0)
        {
            candidate["f"] = "generation_missing";
            return candidate;
        }

        if (await storage.Projections.ReadGenerationAsync(row.Generation.Id, cancellationToken) is { } details)
        {
            candidate["t"] = Math.Round(details.Duration.TotalSeconds, 4);
            if (details.FailureMessage is { } failure)
                candidate["f"] = Cut($"{details.Failure}: {failure}");
            if (details.Turns.Count > 0)
                candidate["w"] = TurnsOf(details);
            took.Add(new JsonArray(view.Run.Benchmark, row.Model, Math.Round(details.Duration.TotalSeconds, 4), details.InputTokens, details.OutputTokens));
        }

        if (row.Generation.Status == GenerationStatus.Completed)
            candidate["o"] = Cut((await storage.Runs.ReadOutputAsync(row.Generation.Id, cancellationToken)).Text);
        return candidate;
    }

    private static JsonArray TurnsOf(GenerationDetails details) => new([.. details.Turns.Take(MostTurns).Select(static turn => (JsonNode)new JsonObject
    {
        ["role"] = turn.Role.ToString().ToLowerInvariant(),
        ["tool"] = turn.ToolName,
        ["text"] = Cut(turn.Text),
        ["args"] = turn.Arguments?.ToString(),
    })]);

    private async Task<int> ItemAsync(long row, CancellationToken cancellationToken)
    {
        if (items.TryGetValue(row, out var index))
            return index;
        itemList.Add((await storage.Runs.ReadItemAsync(row, cancellationToken))?.Json is { } json ? Cut(json) : null);
        items.Add(row, itemList.Count - 1);
        return itemList.Count - 1;
    }

    private static string? Cut(string? text)
    {
        if (text is null || text.Length <= LongestText)
            return text;
        return text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)] + "\n… cut";
    }
}
