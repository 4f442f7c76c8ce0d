using Assay.Identity;
using Assay.Storage;

namespace Assay.Tests.Storage;

public sealed class ProjectionReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Generations_are_found_by_any_beginning_of_their_identity()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        await bundle.AppendAsync([.. Enumerable.Range(0, 200).Select(i => bundle.Completed(i))]);
        var wanted = TestBundle.Key(77);
        var sorted = Enumerable.Range(0, 200).Select(i => TestBundle.Key(i)).Order().ToList();

        foreach (var length in new[] { 1, 2, 3, 12, 31, 32 })
        {
            var prefix = wanted.ToString()[..length];
            var found = await bundle.Storage.Projections.FindGenerationsAsync(prefix.ToUpperInvariant(), 1000, default);
            Assert.Equal(sorted.Where(key => key.ToString().StartsWith(prefix, StringComparison.Ordinal)), found.Select(match => match.Key));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("xyz")]
    [InlineData("0123456789abcdef0123456789abcdef0")]
    public async Task Text_that_begins_no_identity_finds_nothing(string prefix)
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        await bundle.AppendAsync(bundle.Completed(1));

        Assert.Empty(await bundle.Storage.Projections.FindGenerationsAsync(prefix, 10, default));
    }

    [Fact]
    public async Task Look_up_gives_no_more_than_asked()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        await bundle.AppendAsync([.. Enumerable.Range(0, 100).Select(i => bundle.Completed(i))]);

        Assert.Equal(2, (await bundle.Storage.Projections.FindGenerationsAsync("a", 2, default)).Count);
    }

    [Fact]
    public async Task Runs_come_newest_first_with_their_plans_and_provenance()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var plan = await bundle.Storage.Runs.OpenPlanAsync(new PlanRecord(Digest.Of("other"), "bench", "other", 3, """{"a":1}"""), default);
        var provenance = "{\"long\":\"" + new string('x', 2000) + "\"}";
        var second = await bundle.Storage.Runs.BeginRunAsync([plan, bundle.Plan], provenance, DateTimeOffset.UnixEpoch.AddSeconds(5), default);
        await bundle.Storage.Runs.EndRunAsync(second, RunState.Stopped, DateTimeOffset.UnixEpoch.AddSeconds(8), default);

        var runs = await bundle.Storage.Projections.ReadRunsAsync(default);

        Assert.Equal([second, bundle.Run], runs.Select(run => run.Id));
        Assert.Equal((RunState.Stopped, DateTimeOffset.UnixEpoch.AddSeconds(5), DateTimeOffset.UnixEpoch.AddSeconds(8), provenance), (runs[0].State, runs[0].Began, runs[0].Ended, runs[0].ProvenanceJson));
        Assert.Equal([plan, bundle.Plan], runs[0].PlanIds);
        Assert.Equal((RunState.Running, null), (runs[1].State, runs[1].Ended));
        Assert.Equal(second, (await bundle.Storage.Projections.ReadRunAsync(second, default))?.Id);
        Assert.Null(await bundle.Storage.Projections.ReadRunAsync(99, default));
    }

    [Fact]
    public async Task Plans_and_definitions_are_read_by_row()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);

        Assert.Equal(new PlanRecord(Digest.Of("plan"), "bench", "slice", 10, "{}"), await bundle.Storage.Projections.ReadPlanAsync(bundle.Plan, default));
        Assert.Equal("""{"id":"letter"}""", await bundle.Storage.Projections.ReadDefinitionAsync(bundle.Letter, default));
        Assert.Null(await bundle.Storage.Projections.ReadPlanAsync(99, default));
        Assert.Null(await bundle.Storage.Projections.ReadDefinitionAsync(99, default));
        Assert.Null(await bundle.Storage.Projections.ReadGenerationAsync(99, default));
    }

    [Fact]
    public async Task Candidates_of_a_plan_are_counted_by_status()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        GenerationEntry[] generations = [bundle.Completed(0), bundle.Completed(1), bundle.Failed(2)];
        await bundle.AppendAsync(generations);
        await bundle.AppendAsync([.. generations.Select((one, i) => new PlanItemEntry { PlanId = bundle.Plan, Ordinal = i, Generation = new(one), Item = TestBundle.Item(i) })]);

        var counts = await bundle.Storage.Projections.CountAsync(bundle.Plan, default);

        Assert.Equal(new PlanCounts(10, 2, 1), counts);
        Assert.Equal(7, counts.Missing);
    }

    [Fact]
    public async Task Outputs_of_a_plan_stream_in_order_and_leave_failures_out()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var large = new string('y', 5000);
        GenerationEntry[] generations = [bundle.Completed(0, "small"), bundle.Failed(1), bundle.Completed(2, large)];
        await bundle.AppendAsync(generations);
        await bundle.AppendAsync([.. generations.Select((one, i) => new PlanItemEntry { PlanId = bundle.Plan, Ordinal = 9 - i, Generation = new(one), Item = TestBundle.Item(i) })]);

        var outputs = await bundle.Storage.Runs.ReadOutputsAsync(bundle.Plan, default).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([new(7, "item 2", generations[2].RowId, large), new StoredOutput(9, "item 0", generations[0].RowId, "small")], outputs);
    }

    [Theory]
    [InlineData(true, """{"text":"short"}""")]
    [InlineData(false, null)]
    public async Task Item_is_read_with_its_content_where_that_is_kept(bool isKept, string? expected)
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var item = TestStore.Item("a", """{"text":"short"}""", isKept);
        var generation = bundle.Completed(0);
        await bundle.AppendAsync(generation, new PlanItemEntry { PlanId = bundle.Plan, Ordinal = 0, Generation = new(generation), Item = item });

        Assert.Equal(new StoredItem(item.RowId, "a", item.Item.Digest, expected), await bundle.Storage.Runs.ReadItemAsync(item.RowId, default));
        Assert.Null(await bundle.Storage.Runs.ReadItemAsync(item.RowId + 1, default));
    }

    [Fact]
    public async Task Many_items_and_outputs_are_read_at_once_in_the_order_asked_for()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var large = new string('y', 5000);
        GenerationEntry[] generations = [bundle.Completed(0, "small"), bundle.Completed(1, large), bundle.Failed(2)];
        ItemEntry[] items = [TestStore.Item("a", """{"text":"short"}"""), TestStore.Item("b", $$"""{"text":"{{large}}"}"""), TestStore.Item("c", "{}", storePayload: false)];
        await bundle.AppendAsync(generations);
        await bundle.AppendAsync([.. generations.Zip(items, (one, item) => new PlanItemEntry { PlanId = bundle.Plan, Ordinal = one.Seed, Generation = new(one), Item = item })]);
        long[] rows = [items[2].RowId, items[1].RowId, 99, items[0].RowId, items[1].RowId];

        var found = await bundle.Storage.Runs.ReadItemsAsync(rows, default);
        var texts = await bundle.Storage.Runs.ReadOutputTextsAsync([generations[1].RowId, generations[0].RowId, generations[1].RowId], default);

        Assert.Equal(["c", "b", null, "a", "b"], found.Select(item => item?.Id));
        Assert.Equal([null, $$"""{"text":"{{large}}"}"""], found.Take(2).Select(item => item!.Json));
        Assert.Equal([large, "small", large], texts);
        var missing = await Assert.ThrowsAsync<Errors.StoreException>(async () => await bundle.Storage.Runs.ReadOutputTextsAsync([generations[0].RowId, generations[2].RowId], default));
        Assert.Equal(Errors.ErrorCode.GenerationMissing, missing.Code);
        Assert.Equal(["small"], await bundle.Storage.Runs.ReadOutputTextsAsync([generations[0].RowId], default));
    }
}
