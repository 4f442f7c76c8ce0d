using Assay.Specs;
using Assay.Storage;
using Assay.Storage.Sqlite;
using Assay.StoreCrasher;

namespace Assay.Tests.Storage;

public sealed class SchemaTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(StoreDurability.Normal, 1)]
    [InlineData(StoreDurability.Full, 2)]
    public void Durability_decides_when_the_disk_is_flushed(StoreDurability durability, long synchronous)
    {
        var connections = new StoreConnections(new SqliteStoreOptions { Directory = folder.Path, Durability = durability }, StoreMigrations.Current);
        using var database = connections.OpenWriter();

        Assert.Equal(synchronous, database.QueryLong("PRAGMA synchronous"));
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    [InlineData("v3")]
    [InlineData("v4")]
    public async Task Stores_of_every_version_so_far_are_read(string version)
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Storage", "Assets", version, "assay.db"), StoreInspector.FileOf(folder.Path));

        await using var store = await TestStore.OpenAsync(folder.Path);
        var sample = await SampleTrials.BeginAsync(store, default);
        long ordinal = 0;
        await foreach (var row in store.ReadCandidatesAsync(sample.Plan, [sample.Overlay], TestContext.Current.CancellationToken))
        {
            Assert.Equal(ordinal, row.Ordinal);
            Assert.Equal(new StoredScore(true, ordinal % 4 == 0 ? 1 : 0, null), row.Scores[0]);
            Assert.Equal(SampleTrials.TextOf(ordinal), (await store.ReadOutputAsync(row.Generation.Id, default)).Text);
            ordinal++;
        }

        Assert.Equal(20, ordinal);
    }

    [Fact]
    public async Task Older_store_that_lost_its_projections_is_brought_forward_too()
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Storage", "Assets", "v1", "assay.db"), StoreInspector.FileOf(folder.Path));
        StoreInspector.Execute(folder.Path, "DROP TABLE transforms; DROP TABLE runs");

        await using var store = await TestStore.OpenAsync(folder.Path);
        var sample = await SampleTrials.BeginAsync(store, default);

        var rows = await store.ReadCandidatesAsync(sample.Plan, [sample.Overlay with { MetricId = 0 }], TestContext.Current.CancellationToken)
            .Select(row => row.Scores[0]).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Repeat(new StoredScore(true, 1, null), 20), rows);
    }

    [Theory]
    [InlineData("v2")]
    [InlineData("v3")]
    [InlineData("v4")]
    public async Task Stores_since_version_2_keep_details_and_planned_runs(string version)
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Storage", "Assets", version, "assay.db"), StoreInspector.FileOf(folder.Path));

        await using var storage = await StorageBundle.OpenSqliteAsync(new SqliteStoreOptions { Directory = folder.Path }, TimeProvider.System, TestContext.Current.CancellationToken);
        var match = Assert.Single(await storage.Projections.FindGenerationsAsync(SampleDetails.Key.Short, 2, default));
        var details = (await storage.Projections.ReadGenerationAsync(match.Generation.Id, default))!;
        var counts = await storage.Manifests.CountAsync(SampleDetails.Run, DateTimeOffset.UtcNow, default);

        Assert.Equal(SampleDetails.Attempts, details.FailedAttempts);
        Assert.Equal(SampleDetails.Turns, details.Turns);
        Assert.Equal([SampleDetails.Link], details.Links);
        Assert.Equal(("""{"temperature":0.5}""", "request", "m-1", 3), (details.ParamsJson, details.RequestId, details.ModelVersion, details.CachedInputTokens));
        Assert.Equal(SampleDetails.Text, (await storage.Runs.ReadOutputAsync(match.Generation.Id, default)).Text);
        Assert.Equal([SampleDetails.ExtractorAttempt], (await storage.Projections.ReadTransformsAsync(match.Generation.Id, default))[0].Attempts);
        Assert.Equal([SampleDetails.JudgeCall], (await storage.Projections.ReadEvaluationsAsync(match.Generation.Id, null, default))[0].JudgeCalls);
        Assert.Equal([(25L, 20L, 1L), (25, 20, 0), (25, 20, 0)], counts.Select(stage => (stage.Total, stage.Completed, stage.Running)));
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    [InlineData("v3")]
    public async Task Store_that_was_brought_forward_is_sound(string version)
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Storage", "Assets", version, "assay.db"), StoreInspector.FileOf(folder.Path));

        await using var storage = await StorageBundle.OpenSqliteAsync(new SqliteStoreOptions { Directory = folder.Path }, TimeProvider.System, TestContext.Current.CancellationToken);
        var found = await storage.Care!.VerifyAsync(TestContext.Current.CancellationToken);

        Assert.Empty(found.Findings);
    }

    [Fact]
    public async Task New_store_is_one_file_that_nothing_else_is_left_beside()
    {
        await (await TestStore.BeginAsync(folder)).DisposeAsync();

        Assert.Equal(["assay.db"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }
}
