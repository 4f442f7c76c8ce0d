using Assay.Cli.Reading;
using Assay.Cli.Reports;
using Assay.Contracts;
using Assay.Specs;
using Assay.Storage;
using Assay.Storage.Sqlite;

namespace Assay.Cli.Tests;

/// <summary>How often the page asks the store.</summary>
public sealed class PageReadingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("assay-cli-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Page_asks_the_store_by_pages_and_not_candidate_by_candidate()
    {
        await using (var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("pages"), new OrchestratorOptions { ProjectDirectory = folder, Time = new FrozenTime() }))
            await orchestrator.RunBenchmarkAsync(Definition(1_200), cancellationToken: Token);
        await using var store = await StorageBundle.OpenSqliteAsync(new SqliteStoreOptions { Directory = Path.Combine(folder, ".assay"), ReadOnly = true }, TimeProvider.System, Token);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var counting = new StorageBundle(CountingProxy.Before(store.Runs, counts), store.Events, CountingProxy.Before(store.Projections, counts), store.Blobs, store.Manifests, store.Links);
        var reader = new StoreReader(counting);
        var view = await reader.ReadFiguresAsync(await reader.FindAsync("last", Token), Token);
        using var page = new MemoryStream();

        await HtmlReport.WriteAsync(page, counting, [view], [], [], Token);

        Assert.Equal(2_400, view.Candidates.Count);
        Assert.InRange(counts.Values.Sum(), 1, 60);
    }

    [Fact]
    public async Task Figures_leave_explanations_in_the_store_and_say_where_they_lie()
    {
        await using (var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("pages"), new OrchestratorOptions { ProjectDirectory = folder, Time = new FrozenTime() }))
            await orchestrator.RunBenchmarkAsync(Definition(3), cancellationToken: Token);
        await using var store = await StorageBundle.OpenSqliteAsync(new SqliteStoreOptions { Directory = Path.Combine(folder, ".assay"), ReadOnly = true }, TimeProvider.System, Token);
        var reader = new StoreReader(store);
        var run = await reader.FindAsync("last", Token);

        var whole = await reader.ReadAsync(run, Token);
        var figures = await reader.ReadFiguresAsync(run, Token);

        Assert.All(whole.Candidates, static row => Assert.Equal("said", row.Scores["same"].Explanation));
        Assert.All(figures.Candidates, static row => Assert.Null(row.Scores["same"].Explanation));
        Assert.Equal(whole.Candidates.Select(static row => row.Scores["same"].Value), figures.Candidates.Select(static row => row.Scores["same"].Value));
        Assert.Equal([("many", "same")], figures.Unread.Keys);
        Assert.Empty(whole.Unread);
    }

    private static BenchmarkDefinition Definition(int items) => new()
    {
        Spec = new BenchmarkSpec("paged")
        {
            Models = [new ModelSpec("one", "echo"), new ModelSpec("two", "echo")],
            Slices = [new SliceSpec("many", new DatasetSpec(DatasetKind.Memory))],
            Scores = [new ScoreSpec("same", [new MetricSpec("same")])],
        },
        Plugins = PluginRegistry.WithBuiltIns()
            .Add(new FunctionEngine("echo", "1", EngineInput.Item, false, static (request, _) => ValueTask.FromResult<Output>((string)request.Item.Value)))
            .Add(new FunctionMetric("same", "1", static (context, _) => ValueTask.FromResult(new MetricResult(context.Output.Text == (string)context.Item.Value ? 1 : 0) { Explanation = "said" }))),
        Datasets = new Dictionary<string, IDatasetSource> { ["many"] = new Numbers(items) },
        Name = "Paged",
    };

    private sealed class Numbers(int count) : IDatasetSource
    {
        public async IAsyncEnumerable<Item> ReadAsync(string projectDirectory, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            for (var i = 0; i < count; i++)
                yield return new Item($"i{i}", $"{i}", System.Text.Encoding.UTF8.GetBytes($"{{\"n\":{i}}}"));
        }
    }
}
