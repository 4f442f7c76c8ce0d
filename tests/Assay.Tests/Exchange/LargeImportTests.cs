using System.IO.Compression;
using System.Text.Json.Nodes;
using Assay.Exchange;
using Assay.Tests.Execution;

namespace Assay.Tests.Exchange;

public sealed class LargeImportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Outputs_of_a_megabyte_are_kept_whole()
    {
        var benchmark = new TestBenchmark { Items = 20, Metric = static context => context.Output.Text.Length };
        var results = Outsider.Answer(await folder.ExportGenerationsAsync(benchmark), static _ => new JsonObject { ["output"] = new string('0', 1024 * 1024) });

        await folder.ImportGenerationsAsync(benchmark, results);

        await using var orchestrator = folder.Open();
        var (_, result) = await orchestrator.RunSliceAsync(benchmark.Build(), "s1", null, Token);
        Assert.All(result.Scores, score => Assert.Equal(1024 * 1024, score.Samples[0].Value));
    }

    [Fact]
    public async Task Half_a_surrogate_pair_in_an_output_becomes_the_replacement_character()
    {
        var benchmark = new TestBenchmark { Items = 1 };
        var results = Outsider.Answer(await folder.ExportGenerationsAsync(benchmark), static _ => new JsonObject { ["output"] = "@" }).Replace("\"@\"", """  "0\ud83d \ud83d\ude00\n" """, StringComparison.Ordinal);

        await folder.ImportGenerationsAsync(benchmark, results);

        Assert.Equal(1, Storage.StoreInspector.Count(Path.Combine(folder.Path, ".assay"), "SELECT count(*) FROM events WHERE kind = 4 AND text = '0' || char(65533) || ' ' || char(128512) || char(10)"));
    }

    [Fact]
    public async Task Stream_that_cannot_be_read_twice_is_imported()
    {
        var benchmark = new TestBenchmark();
        using var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            await zip.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Outsider.Double(await folder.ExportGenerationsAsync(benchmark))), Token);
        packed.Position = 0;
        await using var orchestrator = folder.Open();

        var summary = await orchestrator.ImportGenerationResultsAsync(benchmark.Build(), new GZipStream(packed, CompressionMode.Decompress), null, Token);

        Assert.Equal(10, summary.Imported);
    }

    [Fact]
    public async Task Cancelled_import_keeps_what_is_recorded_and_goes_on_from_there()
    {
        var benchmark = new TestBenchmark { Items = 3000 };
        var results = Outsider.Double(await folder.ExportGenerationsAsync(benchmark));
        using var stop = new CancellationTokenSource();
        await using (var orchestrator = folder.Open())
        await using (var stream = new StoppingStream(results, stop))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orchestrator.ImportGenerationResultsAsync(benchmark.Build(), stream, null, stop.Token));

        var summary = await folder.ImportGenerationsAsync(benchmark, results);

        Assert.Equal(3000, summary.Lines);
        Assert.InRange(summary.AlreadyThere, 1024, 2999);
        Assert.Equal(0, summary.Differing);
        Assert.Equal(1, Storage.StoreInspector.Count(Path.Combine(folder.Path, ".assay"), "SELECT count(*) FROM runs WHERE state = 3"));
    }

    [Fact]
    public async Task Progress_goes_through_the_phases()
    {
        var benchmark = new TestBenchmark { Items = 50 };
        var seen = new Seen();
        await using var orchestrator = folder.Open();
        using var bundle = new MemoryStream();
        await orchestrator.ExportGenerationBundleAsync(benchmark.Build(), bundle, new ExchangeOptions { Progress = seen }, Token);
        var exported = seen.Take();

        await orchestrator.ImportGenerationResultsAsync(benchmark.Build(), Outsider.ToStream(Outsider.Double(System.Text.Encoding.UTF8.GetString(bundle.ToArray()))), new ExchangeOptions { Progress = seen }, Token);

        Assert.Equal([ExchangePhase.Planning, ExchangePhase.Writing], exported.Select(progress => progress.Phase).Distinct());
        Assert.Equal(new ExchangeProgress(ExchangePhase.Writing, 50, 50), exported[^1]);
        var imported = seen.Take();
        Assert.Equal([ExchangePhase.Planning, ExchangePhase.Validating, ExchangePhase.Writing], imported.Select(progress => progress.Phase).Distinct());
        Assert.Equal(new ExchangeProgress(ExchangePhase.Writing, 50, 50), imported[^1]);
    }

    private sealed class Seen : IProgress<ExchangeProgress>
    {
        private List<ExchangeProgress> reports = [];

        public void Report(ExchangeProgress value) => reports.Add(value);

        public List<ExchangeProgress> Take() => Interlocked.Exchange(ref reports, []);
    }
}
