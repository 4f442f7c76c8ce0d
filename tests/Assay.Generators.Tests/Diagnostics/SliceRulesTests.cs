using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Diagnostics;

public sealed class SliceRulesTests
{
    [Theory]
    [InlineData("public static [|int|] X => 1;")]
    [InlineData("public static [|string|] X => \"\";")]
    [InlineData("public static [|Ticket[]|] X(int count) => [];")]
    [InlineData("public static [|Dictionary<string, Ticket>.Enumerator|] X => default;")]
    public Task A_member_that_gives_no_items(string member) => VerifyAsync("ASY0101", $"[Slice(\"x\")] {member}");

    [Fact]
    public Task Two_slices_of_one_id() => VerifyAsync("ASY0102", """
        [Slice([|"all"|])]
        public static Ticket[] More => [];
        """);

    [Fact]
    public Task Slices_of_two_item_types() => VerifyAsync("ASY0103", """
        [Slice("other")]
        public static [|List<int>|] Other => [];
        """);

    [Fact]
    public Task A_prompt_for_other_items() => VerifyAsync("ASY0103", """
        [Prompt("x")]
        [User("{item}")]
        public static partial Prompt X([|int|] item);
        """);

    [Fact]
    public Task A_recording_of_other_items() => VerifyAsync("ASY0103", """
        [Engine("x")]
        public static [|Recording<string>|] X => null!;
        """);

    [Theory]
    [InlineData("[|\"lang\"|]")]
    [InlineData("[|\"=en\"|]")]
    [InlineData("\"lang=en\", [|\"lang=de\"|]")]
    public Task A_dimension_that_is_no_pair(string dimensions) => VerifyAsync("ASY0104", Slice($"Dimensions = [{dimensions}]"));

    [Fact]
    public Task An_unknown_prompt() => VerifyAsync("ASY0105", Slice("Prompts = [\"known\", [|\"unknown\"|]]"));

    [Fact]
    public Task An_unknown_prompt_in_an_array() => VerifyAsync("ASY0105", Slice("Prompts = new[] { \"known\", [|\"unknown\"|] }"));

    [Fact]
    public Task An_unknown_family() => VerifyAsync("ASY0106", Slice("Families = [[|\"unknown\"|]]"));

    [Fact]
    public Task An_unknown_score() => VerifyAsync("ASY0107", Slice("Scores = [\"length\", [|nameof(Bench)|]]"));

    [Fact]
    public async Task An_unknown_id_suggests_the_one_that_was_meant()
    {
        var diagnostic = await DiagnosticTest.VerifyAsync("ASY0107", Sources.Benchmark(Slice("Scores = [[|\"lenght\"|]]")));
        Assert.Equal("No [Score] of this class has the id 'lenght'; did you mean 'length'?", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("Dataset.Jsonl<Ticket>([|\"data/missing.jsonl\"|])")]
    [InlineData("Dataset.Json<Ticket>([|\"data/here.json\"|])")]
    [InlineData("Dataset.Csv<Ticket>(path: [|\"data/\" + \"missing.csv\"|])")]
    public Task A_data_file_that_does_not_exist(string dataset) => DiagnosticTest.VerifyAsync(
        "ASY0108", Sources.Benchmark($"[Slice(\"x\")] public static Dataset<Ticket> X => {dataset};"), "/project/data/here.jsonl");

    [Fact]
    public async Task A_data_file_of_a_project_whose_folder_has_a_mark_that_the_compiler_takes_for_a_comment()
    {
        var compilation = TestCompilation.Create(Sources.Benchmark("[Slice(\"x\")] public static Dataset<Ticket> X => Dataset.Jsonl<Ticket>(\"data/here.jsonl\");"));
        var properties = new TestOptions(directory: "/in C", encoded: Convert.ToBase64String("/in C#/projèct"u8));

        Assert.Empty(await GeneratorTest.AnalyzeAsync(compilation, properties, "/in C#/projèct/data/here.jsonl"));
        Assert.Equal("ASY0108", Assert.Single(await GeneratorTest.AnalyzeAsync(compilation, properties, "/in C#/projèct/data/there.jsonl")).Id);
    }

    [Theory]
    [InlineData("data/here.jsonl")]
    [InlineData("./data/../data/here.jsonl")]
    [InlineData("../elsewhere/unlisted.jsonl")]
    [InlineData("/absolute/unlisted.jsonl")]
    [InlineData("data/unlisted.txt")]
    [InlineData("bin/unlisted.json")]
    [InlineData(".hidden/unlisted.json")]
    public Task A_data_file_that_exists_or_that_the_list_does_not_reach(string path) => DiagnosticTest.VerifyNoneAsync(
        Sources.Benchmark($"[Slice(\"x\")] public static Dataset<Ticket> X => Dataset.Jsonl<Ticket>(\"{path}\");"), "/project/data/here.jsonl");

    private static string Slice(string settings) => $$"""
        [Slice("x", {{settings}})]
        public static Ticket[] X => [];

        [Prompt("known", Family = "family")]
        [User("{item.Question}")]
        public static partial Prompt Known(Ticket item);
        """;

    private static Task VerifyAsync(string id, string members) => DiagnosticTest.VerifyAsync(id, Sources.Benchmark(members));
}
