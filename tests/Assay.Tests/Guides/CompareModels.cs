using Assay.Contracts;
using Assay.Results;
using Assay.Specs;

namespace Assay.Tests.Guides;

internal static class CompareModels
{
    public static async Task RunAsync(Desk desk)
    {
        // <guide>
        var numbers = Enumerable.Range(1, 60).Select(number => new { Id = $"n{number:00}", Number = number });
        var definition = new BenchmarkDefinition
        {
            Name = "Parity",
            Spec = new BenchmarkSpec("parity")
            {
                Models = [new ModelSpec("careful", "parity"), new ModelSpec("hasty", "parity")],
                Slices = [new SliceSpec("all", new DatasetSpec(DatasetKind.Memory))],
                Scores = [new ScoreSpec("right", [new MetricSpec("right")])],
            },
            Plugins = new PluginRegistry()
                .Add(new FunctionEngine("parity", "1", EngineInput.Item, isPaid: false, (request, _) =>
                {
                    var number = request.Item.Element.GetProperty("Number").GetInt32();
                    var isHasty = request.Model.Id == "hasty" && number % 5 == 0;
                    return ValueTask.FromResult<Output>((number % 2 == 0) ^ isHasty ? "even" : "odd");
                }))
                .Add(new FunctionMetric("right", "1", (context, _) =>
                    ValueTask.FromResult(new MetricResult(context.Output.Text == (context.Item.Element.GetProperty("Number").GetInt32() % 2 == 0 ? "even" : "odd") ? 1 : 0)))),
            Datasets = new Dictionary<string, IDatasetSource> { ["all"] = Dataset.From(numbers).Bind(number => number.Id) },
        };
        await using var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("demo"), new OrchestratorOptions { ProjectDirectory = desk.Folder });
        var result = await orchestrator.RunBenchmarkAsync(definition);

        var board = await result.LeaderboardAsync("right");
        foreach (var row in board.Rows)
            desk.WriteLine($"{row.Rank}. {row.Keys[0]}: {row.Figures.Mean:0.00}, {row.Tie}");

        var comparison = await result.PairedCompareAsync("right", new ComparisonOptions { Baseline = "careful", Treatment = "hasty" });
        foreach (var row in comparison.Rows)
            desk.WriteLine($"{row.Treatment} - {row.Baseline}: {row.Delta:0.00}, {row.Method}, p = {row.AdjustedPValue:0.0000} over {row.Pairs} items");
        // </guide>
    }
}
