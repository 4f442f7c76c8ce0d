using System.Text;
using Assay.Exchange;
using Assay.Tests.Execution;
using Assay.Tests.Storage;
using TemporaryFolder = Assay.Tests.Execution.TemporaryFolder;

namespace Assay.Tests.Exchange;

/// <summary>Short ways to hand work off and take it back, each with an orchestrator of its own, as separate processes would.</summary>
internal static class HandOff
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<string> ExportGenerationsAsync(this TemporaryFolder folder, TestBenchmark benchmark)
    {
        await using var orchestrator = folder.Open();
        using var stream = new MemoryStream();
        await orchestrator.ExportGenerationBundleAsync(benchmark.Build(), stream, null, Token);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static async Task<ImportSummary> ImportGenerationsAsync(this TemporaryFolder folder, TestBenchmark benchmark, string results)
    {
        await using var orchestrator = folder.Open();
        return await orchestrator.ImportGenerationResultsAsync(benchmark.Build(), Outsider.ToStream(results), null, Token);
    }

    /// <summary>Everything that the store knows beneath the contract, as text.</summary>
    public static string Dump(this TemporaryFolder folder)
    {
        var store = System.IO.Path.Combine(folder.Path, ".assay");
        return StoreInspector.DumpProjections(store)
            + StoreInspector.Count(store, "SELECT count(*) FROM events")
            + "/" + StoreInspector.Count(store, "SELECT count(*) FROM plan_items");
    }
}
