using Assay.Identity;
using Assay.Storage;
using Assay.Storage.Sqlite;
using Assay.StoreCrasher;

namespace Assay.Tests.Storage;

public sealed class KeyLevelTests : IDisposable
{
    private const int InACommit = 20_000;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Full_levels_go_over_to_the_next_ones_and_every_key_is_still_found()
    {
        const int commits = 16;
        using var database = OpenWriter();
        var keys = new StoreKeys(database, "generation_keys", "gen");
        for (var commit = 0; commit < commits; commit++)
        {
            database.Execute("BEGIN IMMEDIATE");
            for (var i = 0; i < InACommit; i++)
            {
                var row = (commit * InACommit) + i;
                keys.Add(KeyOf(row), row);
            }

            keys.Settle();
            database.Execute("COMMIT");
        }

        Assert.Equal([0L, 2 * InACommit, 14 * InACommit], HeldOn(database));
        Assert.All(Enumerable.Range(0, commits * InACommit), row => Assert.Equal(row, keys.Find(KeyOf(row))));
        Assert.Null(keys.Find(KeyOf(-1)));
    }

    [Fact]
    public void Level_that_another_writer_filled_goes_over_with_the_first_key_more()
    {
        using (var before = OpenWriter())
        {
            var filling = new StoreKeys(before, "generation_keys", "gen");
            for (var row = 0; row < InACommit; row++)
                filling.Add(KeyOf(row), row);
        }

        using var database = OpenWriter();
        var keys = new StoreKeys(database, "generation_keys", "gen");
        keys.Add(KeyOf(InACommit), InACommit);
        keys.Settle();

        Assert.Equal([0L, InACommit + 1, 0], HeldOn(database));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_is_stored_is_found_on_whatever_level_its_key_lies(int level)
    {
        await WriteSampleAsync();
        StoreInspector.Execute(folder.Path, $"UPDATE generation_keys SET level = {level}; UPDATE item_keys SET level = {level}; UPDATE payload_keys SET level = {level}");
        var (events, items, payloads) = (Count("events WHERE kind = 4"), Count("items"), Count("payloads"));

        await WriteSampleAsync();

        Assert.Equal((events, items, payloads), (Count("events WHERE kind = 4"), Count("items"), Count("payloads")));
        await using var storage = await StorageBundle.OpenSqliteAsync(new SqliteStoreOptions { Directory = folder.Path }, TimeProvider.System, TestContext.Current.CancellationToken);
        var match = Assert.Single(await storage.Projections.FindGenerationsAsync(SampleDetails.Key.Short, 2, default));
        Assert.Equal(SampleDetails.Text, (await storage.Runs.ReadOutputAsync(match.Generation.Id, default)).Text);
        Assert.True((await storage.Care!.VerifyAsync(TestContext.Current.CancellationToken)).IsSound);
    }

    private async Task WriteSampleAsync()
    {
        await using (var store = await TestStore.OpenAsync(folder.Path))
        {
            var sample = await SampleTrials.BeginAsync(store, default);
            for (long i = 0; i < 20; i++)
                await sample.AppendAsync(i, SampleTrials.ItemOf(i), null, default);
        }

        await SampleDetails.WriteAsync(folder.Path);
    }

    private SqliteDatabase OpenWriter() => new StoreConnections(new SqliteStoreOptions { Directory = folder.Path }, StoreMigrations.Current).OpenWriter();

    private long Count(string what) => StoreInspector.Count(folder.Path, $"SELECT count(*) FROM {what}");

    private static IEnumerable<long> HeldOn(SqliteDatabase database) =>
        Enumerable.Range(0, StoreKeys.Deepest + 1).Select(level => database.QueryLong($"SELECT count(*) FROM generation_keys WHERE level = {level}"));

    private static Hash128 KeyOf(int row) => Digest.Of(FormattableString.Invariant($"key {row}"));
}
