using System.Globalization;
using System.Runtime.CompilerServices;
using Assay;
using Assay.Results;
using Samples.Ahead;

var store = args is [var given] ? given : Path.Combine(AppContext.BaseDirectory, ".assay");
await using var orchestrator = Orchestrator.FromProjectSpec(
    new Assay.Specs.ProjectSpec("ahead-of-time"),
    new OrchestratorOptions { ProjectDirectory = AppContext.BaseDirectory, StoreDirectory = store });
var result = await orchestrator.RunBenchmarkAsync(Receipts.CreateBenchmark());

var table = await result.AggregateAsync([GroupKind.Model, GroupKind.Metric]);
foreach (var row in table.Rows)
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Keys[0]}, {row.Keys[1]}: {row.Mean:0.00} over {row.Count} items"));
Console.WriteLine(RuntimeFeature.IsDynamicCodeSupported ? "Compiled just in time." : "Compiled ahead of time.");
