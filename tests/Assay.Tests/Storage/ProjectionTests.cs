using Assay.Errors;
using Assay.Storage;
using Assay.Storage.Sqlite;

namespace Assay.Tests.Storage;

public sealed class ProjectionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Rebuilt_projections_equal_the_ones_kept_while_writing()
    {
        await WriteMixtureAsync();
        var before = StoreInspector.DumpProjections(folder.Path);

        await using (var store = await TestStore.OpenAsync(folder.Path))
            await store.RebuildProjectionsAsync(default);

        foreach (var table in new[] { "evaluations", "details", "run_links" })
            Assert.NotEqual(0, StoreInspector.Count(folder.Path, $"SELECT count(*) FROM {table}"));
        Assert.Equal(before, StoreInspector.DumpProjections(folder.Path));
        Assert.Equal("ok", StoreInspector.IntegrityOf(folder.Path));
    }

    [Fact]
    public async Task Projections_that_were_lost_come_back()
    {
        await WriteMixtureAsync();
        var before = StoreInspector.DumpProjections(folder.Path);
        using (var database = SqliteDatabase.Open(StoreInspector.FileOf(folder.Path), SQLitePCL.raw.SQLITE_OPEN_READWRITE))
            database.Execute("DELETE FROM evaluations; DELETE FROM generations WHERE gen > 5; UPDATE generation_keys SET gen = 0; DROP TABLE runs");

        await using (var store = await TestStore.OpenAsync(folder.Path))
            await store.RebuildProjectionsAsync(default);

        Assert.Equal(before, StoreInspector.DumpProjections(folder.Path));
    }

    [Fact]
    public async Task Store_is_used_on_after_a_rebuild()
    {
        await using var store = await TestStore.BeginAsync(folder);
        var generation = store.Completed(1);
        await store.AppendAsync(generation);
        await ((SqliteRunStore)store.Store).RebuildProjectionsAsync(default);
        var item = TestStore.Item("a");
        await store.AppendAsync(store.Completed(2), store.Place(0, generation, item), store.Scored(generation, item, 1));

        Assert.Equal(GenerationStatus.Completed, (await store.FindAsync(2)).Status);
        Assert.Equal(1, Assert.Single(await store.ReadAsync(new Overlay(store.Parse, store.Metric))).Scores[0].Value);
    }

    [Fact]
    public async Task Run_is_running_until_it_is_ended()
    {
        await using (var store = await TestStore.BeginAsync(folder))
        {
            Assert.Equal(store.Run + 1, await store.Store.BeginRunAsync([store.Plan], "{}", DateTimeOffset.UnixEpoch.AddSeconds(5), default));
            await store.Store.EndRunAsync(store.Run, RunState.CompletedWithFailures, DateTimeOffset.UnixEpoch.AddSeconds(7), default);
        }

        Assert.Equal(1, StoreInspector.Count(folder.Path, "SELECT count(*) FROM runs WHERE run = 1 AND state = 2 AND began = 0 AND ended = 7000"));
        Assert.Equal(1, StoreInspector.Count(folder.Path, "SELECT count(*) FROM runs WHERE run = 2 AND state = 0 AND began = 5000 AND ended IS NULL"));
        Assert.Equal(2, StoreInspector.Count(folder.Path, "SELECT count(*) FROM run_plans WHERE plan = 1"));
    }

    private async Task WriteMixtureAsync()
    {
        await using var store = await TestStore.BeginAsync(folder);
        for (var i = 0; i < 200; i++)
        {
            var item = TestStore.Item(FormattableString.Invariant($"item {i % 20}"));
            var generation = i % 7 == 0 ? store.Failed(i % 150, ErrorCode.Timeout) : store.Completed(i % 150);
            await store.Store.AppendAsync(generation, default);
            await store.Store.AppendAsync(store.Place(i, generation, item), default);
            await store.Store.AppendAsync(i % 3 == 0 ? store.Scored(generation, item, null, ErrorCode.MetricFailed) : store.Scored(generation, item, i), default);
            if (i % 50 == 0)
                await store.Store.FlushAsync(default);
        }

        var links = ((SqliteRunStore)store.Store).ToBundle().Links;
        await links.AddToRunAsync(store.Run, new("trace", new Uri("https://t.example/run")), default);
        await links.AddToGenerationAsync(store.Run, (await store.FindAsync(1)).Id, new("trace", new Uri("https://t.example/generation")), default);
        await store.AppendAsync(store.Completed(1000, new Output("a") { RequestId = "r" }));
        await store.Store.EndRunAsync(store.Run, RunState.Completed, DateTimeOffset.UnixEpoch.AddDays(1), default);
    }
}
