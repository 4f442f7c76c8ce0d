using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Datasets;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Tests.Datasets;

public sealed class DatasetSelectionTests
{
    [Fact]
    public async Task A_seeded_subset_keeps_item_order_and_repeats()
    {
        var query = new DatasetQuery { Kind = DatasetQueryKind.Subset, Count = 7, Seed = 11 };
        var first = await IdsAsync(Numbered(20), query);
        Assert.Equal(7, first.Count);
        Assert.Equal(first.Order(Comparer<string>.Create((a, b) => Number(a).CompareTo(Number(b)))), first);
        Assert.Equal(first, await IdsAsync(Numbered(20), query));
        Assert.NotEqual(first, await IdsAsync(Numbered(20), query with { Seed = 12 }));
        Assert.Equal(20, (await IdsAsync(Numbered(20), query with { Count = 50 })).Count);
    }

    [Fact]
    public async Task A_seeded_subset_is_the_documented_one_on_every_platform() =>
        Assert.Equal(["i1", "i9", "i10"], await IdsAsync(Numbered(20), new DatasetQuery { Kind = DatasetQueryKind.Subset, Count = 3, Seed = 11 }));

    [Fact]
    public async Task A_larger_count_keeps_what_a_smaller_one_chose()
    {
        var query = new DatasetQuery { Kind = DatasetQueryKind.Subset, Count = 10, Seed = 3 };
        var small = await IdsAsync(Numbered(200), query);
        Assert.Subset((await IdsAsync(Numbered(200), query with { Count = 30 })).ToHashSet(), small.ToHashSet());
        Assert.Equal(small.ToHashSet(), (await IdsAsync(Numbered(200).Reverse(), query)).ToHashSet());
    }

    [Fact]
    public async Task Every_item_is_chosen_equally_often()
    {
        var counts = new Dictionary<string, int>();
        for (var seed = 0; seed < 2_000; seed++)
            foreach (var id in await IdsAsync(Numbered(10), new DatasetQuery { Kind = DatasetQueryKind.Subset, Count = 3, Seed = seed }))
                counts[id] = counts.GetValueOrDefault(id) + 1;
        Assert.All(counts.Values, count => Assert.InRange(count, 500, 700));
    }

    [Fact]
    public async Task A_subset_without_a_seed_reads_no_further_than_it_must()
    {
        var read = 0;
        var ids = new List<string>();
        await foreach (var item in DatasetSelection.ApplyAsync(Endless(), new DatasetQuery { Kind = DatasetQueryKind.Subset, Count = 2 }, CancellationToken.None))
            ids.Add(item.Id);
        Assert.Equal((2, "i1"), (read, ids[0]));

        async IAsyncEnumerable<Item> Endless()
        {
            while (true)
            {
                await Task.Yield();
                yield return Untyped($$"""{"id":"i{{++read}}"}""");
            }
        }
    }

    [Theory]
    [InlineData(new[] { 6, 2, 1 }, 4, new[] { 1, 2, 1 })]
    [InlineData(new[] { 3, 3, 3 }, 5, new[] { 1, 2, 2 })]
    [InlineData(new[] { 3, 3, 3 }, 2, new[] { 1, 1, 0 })]
    [InlineData(new[] { 10, 1, 1, 10 }, 9, new[] { 3, 1, 1, 4 })]
    [InlineData(new[] { 2, 1 }, 9, new[] { 2, 1 })]
    [InlineData(new int[0], 3, new int[0])]
    public void Shares_are_fair_and_reach_the_count_while_items_last(int[] sizes, int count, int[] shares) =>
        Assert.Equal(shares, FairShares.Of(sizes, count));

    [Fact]
    public async Task A_seeded_stratified_choice_samples_within_each_stratum()
    {
        var items = Enumerable.Range(0, 60).Select(i => Untyped($$"""{"id":"i{{i}}","g":{"k":{{i % 3}} } }""")).ToList();
        var query = new DatasetQuery { Kind = DatasetQueryKind.Stratified, Count = 9, Field = "g.k", Seed = 5 };
        var ids = await IdsAsync(items, query);
        Assert.Equal([3, 3, 3], ids.GroupBy(id => Number(id) % 3).OrderBy(group => group.Key).Select(group => group.Count()));
        Assert.NotEqual(ids, await IdsAsync(items, query with { Seed = 6 }));
        Assert.NotEqual(ids, await IdsAsync(items, query with { Seed = null }));
    }

    [Fact]
    public async Task Filters_apply_before_the_choice_and_compare_numbers_and_truth_as_text()
    {
        Item[] items = [Untyped("""{"id":"a","n":2.50,"ok":true}"""), Untyped("""{"id":"b","n":2.5,"ok":false}"""), Untyped("""{"id":"c","n":2.5,"ok":true}""")];
        var where = new ValueMap<string>([new("n", "2.5"), new("ok", "true")]);
        Assert.Equal(["a", "c"], await IdsAsync(items, new DatasetQuery { Where = where }));
        Assert.Equal(["a"], await IdsAsync(items, new DatasetQuery { Where = where, Kind = DatasetQueryKind.Subset, Count = 1 }));
    }

    [Fact]
    public async Task Projected_fields_change_the_content_and_keep_the_id()
    {
        var item = Untyped("""{"id":"a","q":"x","meta":{"k":1,"l":2},"z":null}""");
        var projected = Assert.Single(await ApplyAsync([item], new DatasetQuery { Fields = ["q", "meta.k", "z", "absent"] }));
        Assert.Equal(("a", """{"meta":{"k":1},"q":"x","z":null}"""), (projected.Id, Encoding.UTF8.GetString(projected.Json.Span)));
        Assert.NotEqual(item.Digest, projected.Digest);
        Assert.Equal("x", Assert.IsType<JsonElement>(projected.Value).GetProperty("q").GetString());
    }

    [Fact]
    public async Task Fields_of_typed_items_cannot_be_projected()
    {
        var typed = new Item("a", "text", "\"text\""u8.ToArray());
        var exception = await Assert.ThrowsAsync<DatasetException>(() => ApplyAsync([typed], new DatasetQuery { Fields = ["q"] }));
        Assert.Equal(ErrorCode.QueryInvalid, exception.Code);
        Assert.Contains("declare the data set of JsonElement", exception.Message);
    }

    [Fact]
    public void All_contradictions_of_a_query_are_reported_at_once_with_their_paths()
    {
        var query = new DatasetQuery { Count = 3, Seed = 1, Field = "g", Fields = ["a..b"] };
        Assert.Equal(["q.count", "q.seed", "q.field", "q.fields"], DatasetSelection.Validate(query, "q").Select(problem => problem.Path));
        Assert.Empty(DatasetSelection.Validate(DatasetQuery.All, "q"));
    }

    private static IEnumerable<Item> Numbered(int count) => Enumerable.Range(1, count).Select(i => Untyped($$"""{"id":"i{{i}}"}"""));

    private static int Number(string id) => int.Parse(id.AsSpan(1));

    private static Item Untyped(string json)
    {
        var element = JsonElement.Parse(json);
        return new Item(element.GetProperty("id").GetString()!, element, Assay.Identity.CanonicalJson.Write(element));
    }

    private static async Task<List<string>> IdsAsync(IEnumerable<Item> items, DatasetQuery query) =>
        [.. (await ApplyAsync(items, query)).Select(item => item.Id)];

    private static async Task<List<Item>> ApplyAsync(IEnumerable<Item> items, DatasetQuery query) =>
        await DatasetSelection.ApplyAsync(items.ToAsyncEnumerable(), query, CancellationToken.None).ToListAsync();
}
