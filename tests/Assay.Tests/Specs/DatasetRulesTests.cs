using Assay.Specs;

namespace Assay.Tests.Specs;

public sealed class DatasetRulesTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("/data/a.jsonl")]
    [InlineData("C:/data/a.jsonl")]
    [InlineData("data\\a.jsonl")]
    [InlineData("https://example.org/a.jsonl")]
    [InlineData("a\n.jsonl")]
    public void Files_need_a_relative_path(string? path) =>
        AssertBroken(static (slice, value) => slice with { Dataset = new(DatasetKind.Jsonl) { Path = value } }, path, "slices[0].dataset.path");

    [Theory]
    [InlineData("a.csv")]
    [InlineData("../data/x y/a.csv")]
    public void Relative_paths_are_valid(string path) =>
        Assert.Empty(Validate(slice => slice with { Dataset = new(DatasetKind.Csv) { Path = path } }));

    [Fact]
    public void Items_from_code_have_no_path() =>
        AssertBroken(static (slice, path) => slice with { Dataset = new(DatasetKind.Memory) { Path = path } }, "a.csv", "slices[0].dataset.path");

    [Fact]
    public void Undefined_kinds_are_refused()
    {
        AssertBroken(static (slice, path) => slice with { Dataset = new((DatasetKind)9) { Path = path } }, "a.csv", "slices[0].dataset.kind");
        AssertBroken(new DatasetQuery { Kind = (DatasetQueryKind)9 }, "kind");
    }

    [Theory]
    [MemberData(nameof(BrokenQueries))]
    public void Each_broken_query_is_found_at_its_path(string path, DatasetQuery query) => AssertBroken(query, path);

    public static TheoryData<string, DatasetQuery> BrokenQueries => new()
    {
        { "count", new() { Kind = DatasetQueryKind.Subset } },
        { "count", new() { Kind = DatasetQueryKind.Subset, Count = 0 } },
        { "count", new() { Kind = DatasetQueryKind.Stratified, Field = "label" } },
        { "count", new() { Count = 5 } },
        { "count", new() { Kind = DatasetQueryKind.ItemIds, ItemIds = ["a"], Count = 5 } },
        { "seed", new() { Seed = 1 } },
        { "field", new() { Kind = DatasetQueryKind.Stratified, Count = 5 } },
        { "field", new() { Kind = DatasetQueryKind.Stratified, Count = 5, Field = "" } },
        { "field", new() { Kind = DatasetQueryKind.Subset, Count = 5, Field = "label" } },
        { "item_ids", new() { Kind = DatasetQueryKind.ItemIds } },
        { "item_ids", new() { ItemIds = ["a"] } },
        { "item_ids[1]", new() { Kind = DatasetQueryKind.ItemIds, ItemIds = ["a", ""] } },
        { "item_ids[2]", new() { Kind = DatasetQueryKind.ItemIds, ItemIds = ["a", "b", "a"] } },
        { "fields[1]", new() { Fields = ["q", "q"] } },
        { "fields[0]", new() { Fields = [""] } },
        { "where[\"\"]", new() { Where = SpecSamples.Text(("", "x")) } },
    };

    [Theory]
    [MemberData(nameof(ValidQueries))]
    public void Queries_that_say_what_they_need_are_valid(DatasetQuery query) =>
        Assert.Empty(Validate(slice => slice with { Query = query }));

    public static TheoryData<DatasetQuery> ValidQueries =>
    [
        new DatasetQuery(),
        new DatasetQuery { Kind = DatasetQueryKind.Subset, Count = 1, Seed = -1 },
        new DatasetQuery { Kind = DatasetQueryKind.Stratified, Count = 1, Field = "a.b" },
        new DatasetQuery { Kind = DatasetQueryKind.ItemIds, ItemIds = ["any text / at all"] },
        new DatasetQuery { Where = SpecSamples.Text(("lang", "")), Fields = ["q"] },
    ];

    private static void AssertBroken(DatasetQuery query, string path) =>
        AssertBroken(static (slice, query) => slice with { Query = query }, query, $"slices[0].query.{path}".Replace(".query.[", ".query[", StringComparison.Ordinal));

    private static void AssertBroken<T>(Func<SliceSpec, T, SliceSpec> change, T value, string path) =>
        Assert.Equal(path, Assert.Single(Validate(slice => change(slice, value))).Path);

    private static IReadOnlyList<Assay.Errors.Problem> Validate(Func<SliceSpec, SliceSpec> change) =>
        SpecValidator.Validate(SpecSamples.Small with { Slices = [change(SpecSamples.Small.Slices[0])] });
}
