using Assay.Specs;
using static Assay.Generators.Tests.Equivalence.SameIdentities;

namespace Assay.Generators.Tests.Equivalence;

public sealed class SliceFormTests
{
    public static TheoryData<string, DatasetQuery> Queries => new()
    {
        { "", DatasetQuery.All },
        { ", Take = 3", new DatasetQuery { Kind = DatasetQueryKind.Subset, Count = 3 } },
        { ", Take = 3, Seed = 0", new DatasetQuery { Kind = DatasetQueryKind.Subset, Count = 3, Seed = 0 } },
        { ", Take = 2, Seed = -7L", new DatasetQuery { Kind = DatasetQueryKind.Subset, Count = 2, Seed = -7 } },
        { ", Take = 2, Stratify = nameof(Ticket.Label)", new DatasetQuery { Kind = DatasetQueryKind.Stratified, Count = 2, Field = "Label" } },
        { ", Take = 2, Stratify = \"label\", Seed = 5", new DatasetQuery { Kind = DatasetQueryKind.Stratified, Count = 2, Field = "label", Seed = 5 } },
        { ", Ids = [\"t1\", \"t4\"]", new DatasetQuery { Kind = DatasetQueryKind.ItemIds, ItemIds = ["t1", "t4"] } },
        { ", Where = [nameof(Ticket.Lang) + \"=de\"]", new DatasetQuery { Where = new([new("Lang", "de")]) } },
        { ", Where = [\"lang=en\", \"label=A\"], Take = 1", new DatasetQuery { Kind = DatasetQueryKind.Subset, Count = 1, Where = new([new("lang", "en"), new("label", "A")]) } },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public Task Which_items_it_uses(string settings, DatasetQuery query) => VerifyAsync(
        Spec(Slice("all") with { Query = query }),
        Class($"[Slice(\"all\"{settings})] public static IEnumerable<Ticket> All => Tickets;"));

    [Fact]
    public Task Which_fields_untyped_items_keep() => VerifyAsync(
        Spec(Slice("all") with { Query = new DatasetQuery { Fields = ["Id", "Label"] } }) with { Parses = [], Scores = [new ScoreSpec("length", [new MetricSpec("length") { Version = "1" }])] },
        Load("""
            using System.Text.Json;

            namespace Samples;

            [Benchmark("bench")]
            [Model("echo")]
            public partial class Bench
            {
                [Slice("all", Fields = ["Id", "Label"])]
                public static Dataset<JsonElement> All => Dataset.From(Enumerable.Range(0, 3).Select(static i => JsonSerializer.SerializeToElement(new { Id = $"t{i}", Label = "A", Other = i })));

                [Engine("echo", Version = "1")] public static string Echo(JsonElement item) => item.GetRawText();

                [Score("length", Version = "1")] public static int Length(Output output) => output.Text.Length;
            }
            """));

    [Fact]
    public Task What_groups_its_items_and_its_results() => VerifyAsync(
        Spec(Slice("all") with { Cluster = "Lang", Dimensions = new([new("source", "web"), new("lang", "mixed")]) }),
        Class("[Slice(\"all\", Cluster = nameof(Ticket.Lang), Dimensions = [\"source=web\", \"lang=mixed\"])] public static IEnumerable<Ticket> All => Tickets;"));

    [Fact]
    public Task Which_prompts_and_scores_it_uses_by_id_by_family_and_by_nameof()
    {
        var spec = Spec(
            Slice("some") with { Prompts = ["direct"], Families = ["polite"], Scores = ["accuracy"] },
            Slice("both") with { Prompts = ["direct", "please"], Scores = ["length", "accuracy"] });
        return VerifyAsync(
            spec with
            {
                Prompts =
                [
                    new PromptSpec("direct", [new MessageSpec(MessageRole.User, "{item.Question}")]),
                    new PromptSpec("please", [new MessageSpec(MessageRole.System, "Please."), new MessageSpec(MessageRole.User, "{item.Question} {item.Lang}")]) { Family = "polite" },
                ],
            },
            Class("""
                [Slice("some", Prompts = [nameof(Direct)], Families = ["polite"], Scores = [nameof(Accuracy)])] public static IEnumerable<Ticket> Some => Tickets;

                [Slice("both", Prompts = ["direct", nameof(Bench.Please)], Scores = [nameof(Length), "accuracy"])] public static IEnumerable<Ticket> Both() => Tickets;

                [Prompt("direct")] [User("{item.Question}")] public static partial Prompt Direct(Ticket item);

                [Prompt("please", Family = "polite")] [System("Please.")] [User("{item.Question} {item.Lang}")] public static partial Prompt Please(Ticket item);
                """));
    }

    [Theory]
    [InlineData("English", 4)]
    [InlineData("German", 2)]
    public async Task A_benchmark_with_parameters_is_an_included_class_with_type_parameters(string language, int items)
    {
        var happened = await VerifyAsync(
            Spec(Slice("all")),
            Class("", $"[Model(\"echo\")] [Include(typeof(In<{language}>))]", """
                public interface ILanguage { static abstract string Code { get; } }

                public sealed class English : ILanguage { public static string Code => "en"; }

                public sealed class German : ILanguage { public static string Code => "de"; }

                public static class In<T>
                    where T : ILanguage
                {
                    [Slice("all")] public static IEnumerable<Ticket> All => Bench.Tickets.Where(static ticket => ticket.Lang == T.Code);
                }
                """));
        Assert.Equal(items, happened.Count(static line => line.Contains(" generation ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task One_slice_for_each_case()
    {
        var generated = Class("""
            public enum Size { Small, Large }

            [Slice("{lang}-{size}", Where = ["Lang={lang}"], Dimensions = ["kind={size}/{lang}"], Take = 2)]
            [Case("en", Size.Small)]
            [Case("de", Size.Large)]
            public static IEnumerable<Ticket> InLanguage(string lang, Size size) => size == Size.Small ? Tickets : Tickets.Reverse();
            """);
        await VerifyAsync(Spec(Case("en", "Small"), Case("de", "Large")), generated);
        Assert.Equal([20, 21], generated.SliceLines.Values.Select(line => line - generated.SourceLine));

        static SliceSpec Case(string lang, string size) => Slice($"{lang}-{size}") with
        {
            Query = new DatasetQuery { Kind = DatasetQueryKind.Subset, Count = 2, Where = new([new("Lang", lang)]) },
            Dimensions = new([new("lang", lang), new("size", size), new("kind", $"{size}/{lang}")]),
        };
    }
}
