using System.Text.Json;
using Assay.Contracts;
using Assay.Datasets;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Tests.Conformance;

/// <summary>Both samplers of the reference against our one; where they are wrong or disagree, the case is listed with what is right.</summary>
public sealed class SamplingVectorTests
{
    private static readonly Dictionary<string, (string[] Ids, string Reason)> Corrected = new()
    {
        ["strat-uneven-4/planner_loader"] = (["i1", "i2", "i7", "i9"], "the reference stops at 3 of 4; a stratified choice fills the count while items last"),
        ["strat-even-5/planner_loader"] = (["i1", "i2", "i3", "i5", "i6"], "the same items; the reference groups them by stratum, and we keep the data set's order as for every other query"),
        ["strat-catalog-exact/catalog_provider"] = (["i1", "i2", "i3"], "the reference's samplers disagree; the count is that of the whole choice, not of each stratum"),
        ["strat-meta-only/planner_loader"] = (["a"], "the reference's filters see metadata and its strata do not; one lookup serves both here"),
    };

    public static TheoryData<string> Names()
    {
        var names = new TheoryData<string>();
        foreach (var vector in SharedFiles.Cases("vectors/sampling.json"))
            names.Add(vector.GetProperty("name").GetString()!);
        return names;
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public async Task Sampling_vector_holds(string name)
    {
        var vector = SharedFiles.Cases("vectors/sampling.json").Single(candidate => candidate.GetProperty("name").GetString() == name);
        var input = vector.GetProperty("input");
        var expected = vector.GetProperty("expected");
        if (expected.TryGetProperty("properties", out _))
            await SeededPropertiesHold(input);
        else if (input.GetProperty("sampler").GetString() == "item_coercion")
            await CoercionHolds(input, expected);
        else if (Corrected.TryGetValue(name, out var corrected))
            Assert.Equal(corrected.Ids, await ChooseAsync(input));
        else if (expected.TryGetProperty("error", out _))
            await Assert.ThrowsAnyAsync<Exception>(() => ChooseAsync(input));
        else
            Assert.Equal(expected.GetProperty("item_ids").EnumerateArray().Select(id => id.GetString()), await ChooseAsync(input));
    }

    [Fact]
    public void Every_corrected_case_is_one_of_the_vectors()
    {
        SharedFiles.Require("vectors/sampling.json");
        Assert.Subset(SharedFiles.Cases("vectors/sampling.json").Select(vector => vector.GetProperty("name").GetString()!).ToHashSet(), Corrected.Keys.ToHashSet());
        Assert.All(Corrected.Values, static corrected => Assert.NotEmpty(corrected.Reason));
    }

    private static async Task SeededPropertiesHold(JsonElement input)
    {
        var items = Enumerable.Range(0, input.GetProperty("n").GetInt32()).Select(i => new Item($"i{i:d3}", i, JsonSerializer.SerializeToUtf8Bytes(i))).ToList();
        var query = QueryOf(input.GetProperty("query"));
        var chosen = await SelectAsync(items, query);
        Assert.Equal(Math.Min(query.Count!.Value, items.Count), chosen.Count);
        Assert.Equal(chosen, await SelectAsync(items, query));
        Assert.Equal(chosen.Order(StringComparer.Ordinal), chosen);
        Assert.NotEqual(chosen, await SelectAsync(items, query with { Seed = query.Seed + 1 }));
    }

    // The reference takes an item_id of 0 for none; a number is an id like any other, so we name that item 0.
    private static async Task CoercionHolds(JsonElement input, JsonElement expected)
    {
        var wanted = expected.GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("item_id").GetString() is "3a26d2bd2009" ? "0" : item.GetProperty("item_id").GetString());
        var source = Dataset.From(input.GetProperty("items").EnumerateArray()).Bind(null);
        Assert.Equal(wanted, await source.ReadAsync("", CancellationToken.None).Select(item => item.Id).ToListAsync());
    }

    private static async Task<List<string>> ChooseAsync(JsonElement input)
    {
        var items = Dataset.From(input.GetProperty("items").EnumerateArray()).Bind(null).ReadAsync("", CancellationToken.None);
        return await SelectAsync(await items.ToListAsync(), QueryOf(input.GetProperty("query")));
    }

    private static async Task<List<string>> SelectAsync(List<Item> items, DatasetQuery query) =>
        await DatasetSelection.ApplyAsync(items.ToAsyncEnumerable(), query, CancellationToken.None).Select(item => item.Id).ToListAsync();

    private static DatasetQuery QueryOf(JsonElement query) => new()
    {
        Kind = query.TryGetProperty("kind", out var kind) ? Enum.Parse<DatasetQueryKind>(kind.GetString()!, ignoreCase: true) : DatasetQueryKind.All,
        Count = query.TryGetProperty("count", out var count) ? count.Deserialize<int>() : null,
        Seed = query.TryGetProperty("seed", out var seed) ? seed.GetInt64() : null,
        Field = query.TryGetProperty("strata_field", out var field) ? field.GetString() : null,
        ItemIds = ValueList.From(query.TryGetProperty("item_ids", out var ids) ? ids.EnumerateArray().Select(id => id.GetString()!) : []),
        Fields = ValueList.From(query.TryGetProperty("projected_fields", out var fields) ? fields.EnumerateArray().Select(name => name.GetString()!) : []),
        Where = new ValueMap<string>(query.TryGetProperty("metadata_filters", out var where)
            ? where.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, pair.Value.GetString()!))
            : []),
    };
}
