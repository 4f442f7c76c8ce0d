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
}
