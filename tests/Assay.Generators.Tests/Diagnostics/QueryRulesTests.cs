using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Diagnostics;

public sealed class QueryRulesTests
{
    [Theory]
    [InlineData("Take = [|0|]")]
    [InlineData("Take = [|-3|], Seed = 1")]
    [InlineData("Seed = [|7|]")]
    [InlineData("Seed = [|0|]")]
    [InlineData("Stratify = [|nameof(Ticket.Label)|]")]
    [InlineData("Ids = [\"t1\"], Take = [|1|]")]
    [InlineData("Ids = [\"t1\", [|\" \"|]]")]
    public Task A_choice_that_contradicts_itself(string settings) => VerifyAsync("ASY0151", Slice(settings));

    [Theory]
    [InlineData("Cluster = [|\"Passage\"|]")]
    [InlineData("Take = 1, Stratify = [|\"Lable\"|]")]
    [InlineData("Where = [[|\"Lang=en\"|]]")]
    [InlineData("Where = [[|\"Label.Length=1\"|]]")]
    public Task A_field_that_items_lack(string settings) => VerifyAsync("ASY0152", Slice(settings));

    [Theory]
    [InlineData("Cluster = \"meta.group\"")]
    [InlineData("Cluster = \"meta.Place.the_city\"")]
    [InlineData("Cluster = \"named\"")]
    [InlineData("Cluster = \"Group\"")]
    [InlineData("Cluster = \"tags[0].anything\"")]
    [InlineData("Cluster = \"extra.anything\"")]
    [InlineData("Cluster = \"GROUND_TRUTH\"")]
    public Task A_field_that_items_have_or_may_have(string settings) => DiagnosticTest.VerifyNoneAsync($$"""
        namespace Samples;

        public sealed record Place(string TheCity);

        public sealed record Meta(string Group, Place? Place);

        public sealed record Entry(string Id, string GroundTruth, Meta Metadata, string[] Tags, System.Text.Json.JsonElement Extra)
        {
            public Meta Meta => Metadata;

            [System.Text.Json.Serialization.JsonPropertyName("named")]
            public string Other => Id;
        }

        [Benchmark("bench")]
        [Model("echo")]
        public partial class Bench
        {
            [Slice("all", {{settings}})] public static Entry[] All => [];

            [Engine("echo")] public static string Echo() => "";

            [Score("one")] public static int One() => 1;
        }
        """);

    [Theory]
    [InlineData("[|\"Label\"|]")]
    [InlineData("[|\"=A\"|]")]
    [InlineData("\"Label=A\", [|\"Label=B\"|]")]
    public Task A_filter_that_is_no_pair(string filters) => VerifyAsync("ASY0153", Slice($"Where = [{filters}]"));

    [Fact]
    public Task A_projection_of_typed_items() => VerifyAsync("ASY0154", Slice("Fields = [|[\"Id\"]|]"));

    [Theory]
    [InlineData("[[|Case|]]", "")]
    [InlineData("[[|Case(\"a\", 1, 2)|]]", "string text, int number")]
    [InlineData("[[|Case(\"a\")|]]", "string text, int number")]
    [InlineData("[Case(\"a\", [|\"b\"|])]", "string text, int number")]
    [InlineData("[Case([|1.5|])]", "int number")]
    [InlineData("[Case([|null|])]", "int number")]
    public Task A_case_that_does_not_fit(string attribute, string parameters) => VerifyAsync("ASY0155", $$"""
        [Slice("x")]
        {{attribute}}
        public static Ticket[] X({{parameters}}) => [];
        """);

    [Fact]
    public Task A_case_of_a_property_without_parameters() => VerifyAsync("ASY0155", """
        [Slice("x")]
        [[|Case(1)|]]
        public static Ticket[] X() => [];
        """);

    [Fact]
    public Task A_parameter_that_the_method_lacks() => VerifyAsync("ASY0156", """
        [Slice([|"x-{b}"|])]
        [Case("1")]
        public static Ticket[] X(string a) => [];
        """);

    [Fact]
    public Task Two_cases_of_one_id() => VerifyAsync("ASY0102", """
        [Slice("x-{a}")]
        [Case("1")]
        [[|Case(1)|]]
        public static Ticket[] X(object a) => [];
        """);

    [Fact]
    public Task A_method_with_parameters_and_no_case() => VerifyAsync("ASY0101", """
        [Slice("x-{a}")]
        public static [|Ticket[]|] X(string a) => [];
        """);

    [Theory]
    [InlineData("Scores = [\"length\", [|nameof(Length)|]]")]
    [InlineData("Ids = [\"t1\", [|\"t1\"|]]")]
    public Task Something_named_twice(string settings) => VerifyAsync("ASY0157", Slice(settings));

    private static string Slice(string settings) => $$"""
        [Slice("x", {{settings}})]
        public static Ticket[] X => [];
        """;

    private static Task VerifyAsync(string id, string members) => DiagnosticTest.VerifyAsync(id, Sources.Benchmark(members));
}
