using Assay.Contracts;
using Assay.Results;
using Assay.Specs;

namespace Assay.Tests.Guides;

internal static class HelloWorld
{
    public static async Task RunAsync(Desk desk)
    {
        // <guide>
        var items = new[]
        {
            new { Question = "2 + 2", Answer = "4" },
            new { Question = "3 * 3", Answer = "9" },
            new { Question = "7 - 5", Answer = "1" },
        };
        var benchmark = BenchmarkDefinition.Simple(
            "sums",
            prompt: "Compute {item.Question}",
            engine: prompt => prompt.Contains('*') ? "9" : prompt.Contains('+') ? "4" : "2",
            items,
            score: (item, output) => output == item.Answer ? 1 : 0);

        await using var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("hello"), new OrchestratorOptions { ProjectDirectory = desk.Folder });
        var result = await orchestrator.RunBenchmarkAsync(benchmark);

        var table = await result.AggregateAsync([GroupKind.Model, GroupKind.Metric]);
        foreach (var row in table.Rows)
            desk.WriteLine($"{row.Keys[0]}, {row.Keys[1]}: {row.Mean:0.00} over {row.Count} items, between {row.Interval?.Lower:0.00} and {row.Interval?.Upper:0.00}");
        // </guide>
    }
}
