using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Assay.Errors;
using Assay.Exchange;
using Assay.Tests.Execution;

namespace Assay.Tests.Exchange;

public sealed class StreamedFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Bundle => Path.Combine(folder.Path, "bundle.jsonl");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(CandidateFormat.Jsonl)]
    [InlineData(CandidateFormat.Csv)]
    public async Task Lines_are_given_before_the_file_is_read_to_its_end(CandidateFormat format)
    {
        var output = new string('x', 10_000);
        var text = new StringBuilder("item_id,output\n");
        for (var i = 0; i < 1000; i++)
            text.Append(CultureInfo.InvariantCulture, $"i{i},{output}\n");
        if (format == CandidateFormat.Jsonl)
            text.Replace("item_id,output\n", "").Replace("i", "{\"item_id\":\"i").Replace(",", "\",\"output\":\"").Replace("\n", "\"}\n");
        await using var stream = Outsider.ToStream(text.ToString());
        var problems = new ImportProblems("outputs");

        await using var lines = (format == CandidateFormat.Csv ? CsvResultLines.ReadAsync(stream, problems, Token) : JsonResultLines.ReadAsync(stream, problems, Token)).GetAsyncEnumerator(Token);

        Assert.True(await lines.MoveNextAsync());
        Assert.Equal("x", lines.Current.Element.GetProperty("output").GetString()![..1]);
        Assert.InRange(stream.Position, 1, stream.Length / 10);
    }

    [Fact]
    public async Task Bundle_is_handed_on_in_pieces()
    {
        var benchmark = new TestBenchmark { Items = 200, ItemNote = new string('n', 10_000) };
        await using var orchestrator = folder.Open();
        await using var destination = new Pieces();

        await orchestrator.ExportGenerationBundleAsync(benchmark.Build(), destination, null, Token);

        Assert.InRange(destination.Length, 2_000_000, long.MaxValue);
        Assert.InRange(destination.Largest, 1, 256 * 1024);
    }

    [Fact]
    public async Task Bundles_carry_the_identity_of_the_planned_run()
    {
        var benchmark = new TestBenchmark { Items = 1 };
        await using var orchestrator = folder.Open();
        var manifest = await orchestrator.PlanAsync(benchmark.Build(), cancellationToken: Token);

        await orchestrator.ExportGenerationBundleAsync(benchmark.Build(), Bundle, null, Token);
        var generation = Outsider.Read(await File.ReadAllTextAsync(Bundle, Token))[0];
        await orchestrator.ExportEvaluationBundleAsync(benchmark.Build(), Bundle, null, Token);
        var evaluation = Outsider.Read(await File.ReadAllTextAsync(Bundle, Token))[0];

        Assert.Equal([manifest.RunId.ToString(), manifest.RunId.ToString()], new[] { generation, evaluation }.Select(static header => header["run_id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Scores_cross_from_one_process_to_the_next_by_path()
    {
        var benchmark = new TestBenchmark { Items = 3 };
        var results = Path.Combine(folder.Path, "results.jsonl");
        await folder.ImportGenerationsAsync(benchmark, Outsider.Double(await folder.ExportGenerationsAsync(benchmark)));
        await using (var first = folder.Open())
            await first.ExportEvaluationBundleAsync(benchmark.Build(), Bundle, null, Token);
        await File.WriteAllTextAsync(results, Outsider.Score(await File.ReadAllTextAsync(Bundle, Token), static (_, _) => new JsonObject { ["value"] = 0.5 }), Token);

        await using var second = folder.Open();
        var summary = await second.ImportEvaluationResultsAsync(benchmark.Build(), results, null, Token);
        var absent = await Assert.ThrowsAsync<ExchangeException>(() => second.ImportEvaluationResultsAsync(benchmark.Build(), results + ".no", null, Token));

        Assert.Equal((3, 0), (summary.Imported, summary.Failed));
        Assert.Equal((ErrorCode.ImportUnreadable, results + ".no"), (absent.Code, absent.Problems[0].File));
    }

    [Fact]
    public async Task Export_that_is_stopped_leaves_the_file_of_before_and_holds_nothing()
    {
        var benchmark = new TestBenchmark { Items = 50 };
        await File.WriteAllTextAsync(Bundle, "before", Token);
        using var stop = new CancellationTokenSource();
        await using var orchestrator = folder.Open();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orchestrator.ExportGenerationBundleAsync(benchmark.Build(), Bundle, new ExchangeOptions { JobId = "job", Progress = new StopAtWriting(stop) }, stop.Token));

        Assert.Equal("before", await File.ReadAllTextAsync(Bundle, Token));
        Assert.Equal([Bundle], Directory.GetFiles(folder.Path, "bundle*"));
        Assert.Equal((50, 0), await ExportedAsync(orchestrator, benchmark));
    }

    private static async Task<(long Lines, long Held)> ExportedAsync(Orchestrator orchestrator, TestBenchmark benchmark)
    {
        var summary = await orchestrator.ExportGenerationBundleAsync(benchmark.Build(), Stream.Null, null, Token);
        return (summary.Lines, summary.Held);
    }

    private sealed class StopAtWriting(CancellationTokenSource stop) : IProgress<ExchangeProgress>
    {
        public void Report(ExchangeProgress value)
        {
            if (value.Phase == ExchangePhase.Writing)
                stop.Cancel();
        }
    }

    /// <summary>Remembers the size of the largest piece.</summary>
    private sealed class Pieces : MemoryStream
    {
        public int Largest { get; private set; }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Largest = Math.Max(Largest, count);
            base.Write(buffer, offset, count);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Largest = Math.Max(Largest, buffer.Length);
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
