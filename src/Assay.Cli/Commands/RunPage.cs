using System.Globalization;
using System.Text.Json.Nodes;
using Assay.Cli.Reading;
using Assay.Cli.Terminal;
using Assay.Execution.Provenance;
using Assay.Storage;

namespace Assay.Cli.Commands;

/// <summary>Shows a run.</summary>
internal static class RunPage
{
    /// <summary>Shows what it is made of, how it stands and with what it was made.</summary>
    public static async Task ShowAsync(Invocation call, StorageBundle storage, StoredRun run, CancellationToken cancellationToken)
    {
        var made = run.Details is { } details ? RunProvenance.Parse(details.ProvenanceJson) : null;
        var counts = new List<(StoredPlan Plan, PlanCounts Counts)>();
        foreach (var plan in run.Plans)
            counts.Add((plan, await storage.Projections.CountAsync(plan.Id, cancellationToken)));
        if (call.IsJson)
            call.Page.Json(Json(run, made, counts));
        else
            call.Page.Tree(Text(run, made, counts));
    }

    private static TextNode Text(StoredRun run, RunProvenance? made, List<(StoredPlan Plan, PlanCounts Counts)> counts)
    {
        List<TextNode> children = [new(string.Create(CultureInfo.InvariantCulture, $"{Cells.NameOf(run.State)}, {(run.Details is null ? "planned" : "began")} {run.At.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss'Z'}{(run.Details?.Ended is { } ended ? $", took {(ended - run.At).TotalSeconds:0.#} s" : "")}"))];
        if (run.Manifest is { } manifest)
            children.Add(new TextNode($"plan {manifest.RunId}"));
        children.AddRange(counts.Select(static one => new TextNode(
            $"slice {one.Plan.Slice}",
            new TextNode($"{one.Counts.Candidates} candidates: {one.Counts.Completed} generated, {one.Counts.Failed} failed, {one.Counts.Missing} missing"),
            new TextNode($"models: {string.Join(", ", one.Plan.Experiment.Models.Select(static model => model.Id))}"),
            new TextNode($"prompts: {(one.Plan.Task.Prompts.Count == 0 ? "none" : string.Join(", ", one.Plan.Task.Prompts.Select(static prompt => prompt.Id)))}"),
            new TextNode($"items: {one.Plan.Items}, samples: {one.Plan.Samples}"),
            new TextNode($"scores: {string.Join(", ", ScoresOf(one.Plan))}"))));
        if (made is not null)
        {
            var git = made.Git is { } state ? $"commit {state.Commit ?? "-"} on {state.Branch ?? "-"}{(state.IsClean ? "" : ", with changes")}" : "no git";
            children.Add(new TextNode("made with", new TextNode($"Assay {made.Product}"), new TextNode($"{made.Runtime}, {made.Os}"), new TextNode(git)));
        }

        return new TextNode($"run {run.Name} of {run.Benchmark}", children);
    }

    private static JsonObject Json(StoredRun run, RunProvenance? made, List<(StoredPlan Plan, PlanCounts Counts)> counts) => new()
    {
        ["format"] = "assay.cli.run/1",
        ["run"] = run.Name,
        ["benchmark"] = run.Benchmark,
        ["state"] = Cells.NameOf(run.State),
        ["at"] = run.At,
        ["ended"] = run.Details?.Ended,
        ["plan"] = run.Manifest?.RunId.ToString(),
        ["slices"] = new JsonArray([.. counts.Select(static one => (JsonNode)new JsonObject
        {
            ["slice"] = one.Plan.Slice,
            ["candidates"] = one.Counts.Candidates,
            ["generated"] = one.Counts.Completed,
            ["failed"] = one.Counts.Failed,
            ["missing"] = one.Counts.Missing,
            ["models"] = Names(one.Plan.Experiment.Models.Select(static model => model.Id)),
            ["prompts"] = Names(one.Plan.Task.Prompts.Select(static prompt => prompt.Id)),
            ["items"] = one.Plan.Items,
            ["samples"] = one.Plan.Samples,
            ["scores"] = Names(ScoresOf(one.Plan)),
        })]),
        ["made_with"] = made is null ? null : JsonNode.Parse(made.ToJson()),
    };

    private static IEnumerable<string> ScoresOf(StoredPlan plan) => plan.Task.Scores.SelectMany(static score => score.Metrics.Select(score.NameOf));

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(static name => (JsonNode)name)]);
}
