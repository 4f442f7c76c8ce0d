using Assay.Contracts;
using Assay.Specs;
using static Assay.Generators.Tests.Equivalence.SameIdentities;

namespace Assay.Generators.Tests.Equivalence;

public sealed class PromptFormTests
{
    private const string All = "[Slice(\"all\", Dimensions = [\"tone=calm\"])] public static IEnumerable<Ticket> All => Tickets;";

    public static TheoryData<string, PromptSpec> Prompts => new()
    {
        {
            "[Prompt(\"ask\")] [System(\"s\")] [Developer(\"d\")] [User(\"{item.Question}\")] [Assistant(\"a {item.Lang}\")] [User(\"u\")]",
            new PromptSpec("ask",
            [
                new(MessageRole.System, "s"), new(MessageRole.Developer, "d"), new(MessageRole.User, "{item.Question}"),
                new(MessageRole.Assistant, "a {item.Lang}"), new(MessageRole.User, "u"),
            ])
        },
        {
            "[Prompt(\"ask\")] [User(\"{item.Question}\", Images = [\"https://images.example/{item.Id}.png\", \"data:image/png;base64,AAAA\"])] [User(\"\", Images = [\"https://images.example/b.png\"])]",
            new PromptSpec("ask",
            [
                new(MessageRole.User, "{item.Question}") { Images = ["https://images.example/{item.Id}.png", "data:image/png;base64,AAAA"] },
                new(MessageRole.User, "") { Images = ["https://images.example/b.png"] },
            ])
        },
        {
            "[Prompt(\"ask\")] [User(\"{item.Question}\")] [FollowUp(\"Sure, {item.Id}?\")] [FollowUp(\"Look.\", Role = Assay.Specs.MessageRole.Developer, Images = [\"https://images.example/c.png\"])]",
            new PromptSpec("ask", [new(MessageRole.User, "{item.Question}")])
            {
                FollowUps = [new(MessageRole.User, "Sure, {item.Id}?"), new(MessageRole.Developer, "Look.") { Images = ["https://images.example/c.png"] }],
            }
        },
        {
            "[Prompt(\"ask\", Family = \"polite\", Variables = [\"tone=very {kind}\", \"a-b.c=1\"])] [System(\"{prompt.tone} {prompt.variables.tone} {prompt.a-b.c}\")] [User(\"{item.Question} {prompt.id} {prompt.family}\")] [FollowUp(\"{prompt.tone}!\")]",
            new PromptSpec("ask", [new(MessageRole.System, "{prompt.tone} {prompt.variables.tone} {prompt.a-b.c}"), new(MessageRole.User, "{item.Question} {prompt.id} {prompt.family}")])
            {
                Family = "polite",
                FollowUps = [new(MessageRole.User, "{prompt.tone}!")],
                Variables = new([new("tone", "very {kind}"), new("a-b.c", "1")]),
            }
        },
        {
            "[Prompt(\"ask\")] [User(\"{item.Question} {slice.id} {slice.dimensions.tone} {benchmark.id}\")]",
            new PromptSpec("ask", [new(MessageRole.User, "{item.Question} {slice.id} {slice.dimensions.tone} {benchmark.id}")])
        },
    };

    [Theory]
    [MemberData(nameof(Prompts))]
    public Task What_is_said(string attributes, PromptSpec prompt) => VerifyAsync(
        Spec(Slice("all") with { Dimensions = new([new("tone", "calm")]) }) with { Prompts = [prompt] },
        Class($"{All} {attributes} public static partial Prompt Ask(Ticket item);"));

    [Fact]
    public async Task Images_of_bytes_and_addresses()
    {
        const string Template = "data:image/png;base64,{item.Photo}";
        var written = Spec(Slice("all")) with
        {
            Parses = [],
            Scores = [new ScoreSpec("length", [new MetricSpec("length") { Version = "1" }])],
            Prompts = [new PromptSpec("ask", [new(MessageRole.User, "{item.Page} {item.Thumbnail}") { Images = [Template, "{item.Page}"] }])],
        };
        var generated = Load($$"""
            namespace Samples;

            public sealed record Picture(string Id, byte[] Photo, byte[]? Thumbnail, Uri Page);

            [Benchmark("bench")]
            [Model("echo")]
            public partial class Bench
            {
                [Slice("all")]
                public static IEnumerable<Picture> All => [new("p1", [1, 2, 3], null, new Uri("https://images.example/a%20b.png")), new("p2", [4], [5, 6], new Uri("https://images.example/c.png"))];

                [Prompt("ask")] [User("{item.Page} {item.Thumbnail}", Images = ["{{Template}}", "{item.Page}"])] public static partial Prompt Ask(Picture item);

                [Engine("echo", Version = "1")] public static string Echo(Prompt prompt) => prompt.Text + string.Join(" ", prompt.Messages[0].Images);

                [Score("length", Version = "1")] public static int Length(Output output) => output.Text.Length;
            }
            """);
        await VerifyAsync(written, generated);
    }

    private const string Positions = "{item.Choices[0]} {item.Parts[1].Names[0].Text} {item.More[1]} {item.Sizes[0]:N1} {item.Extra.list[1].a} {item.Extra[a key]}";

    private const string Exam = $$"""
        using System.Collections.Immutable;
        using System.Text.Json;

        namespace Samples;

        public sealed record Named(string Text);

        public sealed record Part(IReadOnlyList<Named> Names);

        public sealed record Exam(string Id, string[] Choices, List<Part> Parts, ImmutableArray<string> More, IReadOnlyList<double>? Sizes, JsonElement Extra);

        [Benchmark("bench")]
        [Model("echo")]
        public partial class Bench
        {
            [Slice("all")]
            public static IEnumerable<Exam> All => [
                new("e1", ["x", "y"], [new([]), new([new("deep")])], ["p", "q"], [1.5], JsonDocument.Parse(Extra).RootElement),
            ];

            private const string Extra = "{\"list\":[{\"a\":\"0\"},{\"a\":\"1\"}],\"a key\":\"k\"}";

            [Prompt("ask")] [User("{{Positions}}")] public static partial Prompt Ask(Exam item);

            [Engine("echo", Version = "1")] public static string Echo(Prompt prompt) => prompt.Text;

            [Score("length", Version = "1")] public static int Length(Output output) => output.Text.Length;
        }
        """;

    [Fact]
    public async Task Positions_in_lists_and_arrays_and_names_in_brackets()
    {
        var written = Spec(Slice("all")) with
        {
            Parses = [],
            Scores = [new ScoreSpec("length", [new MetricSpec("length") { Version = "1" }])],
            Prompts = [new PromptSpec("ask", [new(MessageRole.User, Positions)])],
        };
        var generated = Load(Exam);
        await VerifyAsync(written, generated);
        Assert.Equal(["x deep q 1.5 1 k"], await OutputsAsync(generated));
    }

    [Fact]
    public async Task A_position_that_an_item_lacks_fails_that_item_as_in_a_template_that_is_not_compiled()
    {
        var compiled = Load(Exam.Replace("new([new(\"deep\")])", "", StringComparison.Ordinal));
        var byHand = new BenchmarkDefinition { Spec = compiled.Spec, Plugins = compiled.Plugins, Datasets = compiled.Datasets, Name = "ByHand" };
        foreach (var benchmark in (BenchmarkDefinition[])[compiled, byHand])
            Assert.Equal("prompt_field_missing", Assert.Single(await FailuresAsync(benchmark)));
    }
}
