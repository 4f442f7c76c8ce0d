using System.Text.Json;
using System.Text.Json.Serialization;
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
        ["strat-uneven-4/planner_loader"] = (["i1", "i7", "i8", "i9"], "the reference stops at 3 of 4; a stratified choice fills the count while items last"),
        ["strat-even-5/planner_loader"] = (["i1", "i2", "i3", "i5", "i6"], "the same items; the reference groups them by stratum, and we keep the data set's order as for every other query"),
        ["strat-catalog-exact/catalog_provider"] = (["i1", "i2", "i3"], "the reference's samplers disagree; the count is that of the whole choice, not of each stratum"),
        ["strat-meta-only/planner_loader"] = (["a"], "the reference's filters see metadata and its strata do not; one lookup serves both here"),
    };

    [Fact]
    public async Task Selection_agrees_with_every_vector_but_the_corrected_ones()
    {
        var wrong = new List<string>();
        foreach (var vector in Cases())
        {
            var expected = vector.GetProperty("expected");
            if (!expected.TryGetProperty("item_ids", out _) && !expected.TryGetProperty("error", out _))
                continue;
            var name = vector.GetProperty("name").GetString()!;
            var right = Corrected.TryGetValue(name, out var corrected) ? string.Join(' ', corrected.Ids) : Spell(expected);
            var actual = await ChooseAsync(vector.GetProperty("input"));
            if (actual != right)
                wrong.Add($"{name}: expected {right}, got {actual}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Corrections_are_corrections()
    {
        var cases = Cases().Where(vector => Corrected.ContainsKey(vector.GetProperty("name").GetString()!)).ToList();
        Assert.Equal(Corrected.Count, cases.Count);
        foreach (var vector in cases)
            Assert.NotEqual(Spell(vector.GetProperty("expected")), await ChooseAsync(vector.GetProperty("input")));
    }

    [Fact]
    public async Task Seeded_samples_have_the_properties_of_the_vector()
    {
        var input = Cases().Single(vector => vector.GetProperty("name").GetString() == "seeded-properties").GetProperty("input");
        var items = Enumerable.Range(0, input.GetProperty("n").GetInt32()).Select(i => new Item($"i{i:d3}", i, JsonSerializer.SerializeToUtf8Bytes(i))).ToList();
        var query = QueryOf(input.GetProperty("query"));
        var chosen = await SelectAsync(items, query);
        Assert.Equal(Math.Min(query.Count!.Value, items.Count), chosen.Count);
        Assert.Equal(chosen, await SelectAsync(items, query));
        Assert.Equal(chosen.Order(StringComparer.Ordinal), chosen);
        Assert.NotEqual(chosen, await SelectAsync(items, query with { Seed = query.Seed + 1 }));
    }

    // The reference takes an item_id of 0 for none; a number is an id like any other, so we name that item 0.
    [Fact]
    public async Task Records_get_the_ids_of_the_vectors()
    {
        var cases = Cases().Where(vector => vector.GetProperty("expected").TryGetProperty("items", out _)).ToList();
        Assert.Equal(3, cases.Count);
        foreach (var vector in cases)
        {
            var wanted = vector.GetProperty("expected").GetProperty("items").EnumerateArray()
                .Select(item => item.GetProperty("item_id").GetString() is var id and not "3a26d2bd2009" ? id : "0");
            var source = Dataset.From(vector.GetProperty("input").GetProperty("items").EnumerateArray()).Bind(null);
            Assert.Equal(wanted, await source.ReadAsync("", CancellationToken.None).Select(item => item.Id).ToListAsync());
        }
    }

    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };

    private static List<JsonElement> Cases() => [.. JsonElement.Parse(File.ReadAllBytes(SharedFiles.Require("vectors/sampling.json"))).EnumerateArray()];

    private static string Spell(JsonElement expected) =>
        expected.TryGetProperty("item_ids", out var ids) ? string.Join(' ', ids.EnumerateArray().Select(id => id.GetString())) : "error";

    private static async Task<string> ChooseAsync(JsonElement input)
    {
        try
        {
            var items = Dataset.From(input.GetProperty("items").EnumerateArray()).Bind(null).ReadAsync("", CancellationToken.None);
            return string.Join(' ', await SelectAsync(await items.ToListAsync(), QueryOf(input.GetProperty("query"))));
        }
        catch (Exception exception) when (exception is AssayException or JsonException)
        {
            return "error";
        }
    }

    private static async Task<List<string>> SelectAsync(List<Item> items, DatasetQuery query) =>
        await DatasetSelection.ApplyAsync(items.ToAsyncEnumerable(), query, CancellationToken.None).Select(item => item.Id).ToListAsync();

    private static DatasetQuery QueryOf(JsonElement query) => new()
    {
        Kind = query.TryGetProperty("kind", out var kind) ? kind.Deserialize<DatasetQueryKind>(Options) : DatasetQueryKind.All,
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
