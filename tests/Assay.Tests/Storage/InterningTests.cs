using Assay.Identity;
using Assay.Storage;

namespace Assay.Tests.Storage;

public sealed class InterningTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Definitions_of_equal_kind_and_key_have_one_row()
    {
        await using var store = await TestStore.BeginAsync(folder);
        var key = Digest.Of("k");
        var model = await store.Store.InternAsync("model", key, "{}", default);
        var parse = await store.Store.InternAsync("parse", key, "{}", default);

        Assert.NotEqual(model, parse);
        Assert.Equal(model, await store.Store.InternAsync("model", key, """{"other":1}""", default));
    }

    [Fact]
    public async Task Plans_of_equal_key_have_one_row()
    {
        await using var store = await TestStore.BeginAsync(folder);

        Assert.Equal(store.Plan, await store.Store.OpenPlanAsync(new PlanRecord(Digest.Of("plan"), "bench", "slice", 10, "{}"), default));
        Assert.NotEqual(store.Plan, await store.Store.OpenPlanAsync(new PlanRecord(Digest.Of("another"), "bench", "slice", 10, "{}"), default));
    }

    [Fact]
    public async Task Items_are_told_apart_by_id_and_content()
    {
        await using var store = await TestStore.BeginAsync(folder);
        var generation = store.Completed(1);
        ItemEntry[] items = [TestStore.Item("a", "1"), TestStore.Item("a", "1"), TestStore.Item("a", "2"), TestStore.Item("b", "1")];
        await store.AppendAsync([generation, .. items.Select((item, i) => store.Place(i, generation, item))]);

        Assert.All(items, item => Assert.NotEqual(0, item.RowId));
        Assert.Equal(items[0].RowId, items[1].RowId);
        Assert.Equal(3, items.Select(item => item.RowId).Distinct().Count());
    }

    [Theory]
    [InlineData(true, 10, "SELECT count(*) FROM items WHERE text IS NOT NULL", 1)]
    [InlineData(true, 1000, "SELECT count(*) FROM items JOIN payloads p ON p.id = items.payload AND p.size = 1000", 1)]
    [InlineData(false, 10, "SELECT count(*) FROM items WHERE text IS NULL AND payload IS NULL", 1)]
    public async Task Item_content_is_kept_as_the_options_say(bool storeItemPayloads, int length, string sql, long expected)
    {
        await using (var store = await TestStore.BeginAsync(new TestOptions(folder.Path) { StoreItemPayloads = storeItemPayloads }))
        {
            var generation = store.Completed(1);
            await store.AppendAsync(generation, store.Place(0, generation, TestStore.Item("a", new string('1', length))));
        }

        Assert.Equal(expected, StoreInspector.Count(folder.Path, sql));
    }

    [Fact]
    public async Task Item_first_seen_without_content_gets_it_later()
    {
        await using (var store = await TestStore.BeginAsync(folder))
        {
            var generation = store.Completed(1);
            await store.AppendAsync(generation, store.Place(0, generation, TestStore.Item("a", "1", storePayload: false)));
            await store.AppendAsync(store.Place(0, generation, TestStore.Item("a", "1")));
        }

        Assert.Equal(1, StoreInspector.Count(folder.Path, "SELECT count(*) FROM items WHERE text = '1'"));
        Assert.Equal(1, StoreInspector.Count(folder.Path, "SELECT count(*) FROM items"));
    }
}
