using System.Text.Json.Nodes;
using Assay.Contracts;
using Assay.Specs;

namespace Assay.Tests.Guides;

internal static class HandOff
{
    public static async Task RunAsync(Desk desk)
    {
        // <guide>
        var benchmark = BenchmarkDefinition.Simple(
            "capitals",
            prompt: "What is the capital of {item.Country}?",
            engine: _ => throw new InvalidOperationException("Nobody answers here."),
            items: [new { Country = "France", Capital = "Paris" }, new { Country = "Italy", Capital = "Rome" }],
            score: (item, output) => output == item.Capital ? 1 : 0);
        await using var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("demo"), new OrchestratorOptions { ProjectDirectory = desk.Folder });
        var bundle = Path.Combine(desk.Folder, "bundle.jsonl");
        var results = Path.Combine(desk.Folder, "results.jsonl");

        var exported = await orchestrator.ExportGenerationBundleAsync(benchmark, bundle);
        desk.WriteLine($"{exported.Lines} generations to make elsewhere");

        // Elsewhere: read the bundle line by line, answer, and write a line for each with its key.
        var lines = File.ReadLines(bundle).Select(line => JsonNode.Parse(line)!).ToList();
        lines[0]["format"] = "assay.generation_results";
        var answers = lines.Skip(1).Select(line => new JsonObject
        {
            ["key"] = line["key"]!.DeepClone(),
            ["output"] = line["messages"]![0]!["content"]!.ToString().Contains("France", StringComparison.Ordinal) ? "Paris" : "Rome",
        });
        File.WriteAllLines(results, [lines[0].ToJsonString(), .. answers.Select(answer => answer.ToJsonString())]);

        var imported = await orchestrator.ImportGenerationResultsAsync(benchmark, results);
        var scored = await orchestrator.EvaluateAsync(benchmark);
        desk.WriteLine($"{imported.Imported} imported, {scored.Work!.Scored} scored");
        // </guide>
    }
}
