using System.Globalization;
using Assay.Contracts;
using Assay.Specs;

namespace Assay.Tests.Guides;

internal static class CustomPlugins
{
    public static async Task RunAsync(Desk desk)
    {
        // <guide>
        var percent = new FunctionExtractor("percent", version: "1", (context, _) =>
        {
            var text = context.Output.Text;
            return ValueTask.FromResult(text.EndsWith('%') && double.TryParse(text[..^1], CultureInfo.InvariantCulture, out var value)
                ? Extraction.Found(value / 100)
                : Extraction.NotFound("The answer does not end in a percentage."));
        });
        var closeness = new FunctionMetric("closeness", version: "1", (context, _) =>
        {
            var expected = context.Item.Element.GetProperty("share").GetDouble();
            return ValueTask.FromResult(new MetricResult(1 - Math.Abs((double)context.Parsed! - expected), "one minus the distance"));
        });
        var guesser = new FunctionEngine("guesser", version: "1", EngineInput.Item, isPaid: false,
            (request, _) => ValueTask.FromResult<Output>(request.Item.Id == "sea" ? "71%" : "a lot"));

        desk.Write("shares.jsonl", """
            {"id":"sea","of":"the surface of the Earth that is water","share":0.71}
            {"id":"ice","of":"fresh water that is ice","share":0.69}
            """);
        var benchmark = new BenchmarkSpec("shares")
        {
            Models = [new ModelSpec("guesser", Provider: "guesser")],
            Slices = [new SliceSpec("all", new DatasetSpec(DatasetKind.Jsonl) { Path = "shares.jsonl" })],
            Parses = [new ParseSpec("percent", [new ExtractorSpec("percent"), new ExtractorSpec("first_number")])],
            Scores = [new ScoreSpec("closeness", [new MetricSpec("closeness")]) { Parse = "percent", IfUnparsed = 0 }],
        };
        var registry = PluginRegistry.WithBuiltIns().Add(percent).Add(closeness).Add(guesser);
        await using var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("demo"), new OrchestratorOptions { ProjectDirectory = desk.Folder, Registry = registry });

        var result = await orchestrator.RunBenchmarkAsync(benchmark);
        await foreach (var candidate in result.CandidatesAsync())
            desk.WriteLine($"{candidate.ItemId}: {candidate.Scores["closeness"].Value}, {candidate.Scores["closeness"].Failure?.Value ?? "read"}");
        // </guide>
    }
}
