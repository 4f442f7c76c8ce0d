using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Snapshots;

/// <summary>What is generated for each kind of member and attribute.</summary>
public sealed class MemberSnapshotTests
{
    [Fact]
    public Task Models_params_and_gates() => Snapshot.VerifyFileAsync(
        Sources.Benchmark("", """
            [Model("big", Provider = "echo", Name = "big-1", Extras = ["size=70", "note=first try"])]
            [Inference(Temperature = 0, MaxTokens = 64, Stop = ["\n"])]
            [Inference(TopP = 0.9, TopK = 40)]
            [Gate("length", Tolerance = 0.5)]
            """),
        "Samples.Bench.Assay.g.cs",
        "ModelsAndGates");

    [Fact]
    public Task Prompts_with_every_kind_of_placeholder() => Snapshot.VerifyFileAsync(
        """"
        using System.Text.Json;

        namespace Samples;

        public sealed record Place(string? City, bool? IsLarge);

        public sealed record Entry(int Id, decimal Price, Place? Place, DateTime When, JsonElement Extra, bool IsNew);

        [Benchmark("bench")]
        [Model("echo")]
        public partial class Bench
        {
            [Slice("all", Families = ["plain"], Dimensions = ["lang=en"])] public static Dataset<Entry> All() => Dataset.Json<Entry>("data/all.json");

            [Engine("echo")] public static string Echo(Prompt prompt) => prompt.Text;

            [Score("length")] public static int Length(Output output) => output.Text.Length;

            [Prompt("all", Family = "plain")]
            [System("No placeholder: {{}}")]
            [User("""
                Text alone: {item.Place.City}
                """)]
            [Assistant("{item.Id} {item.Price:0.00} {item.Place.City} {item.Place.IsLarge} {item.When} {item.Extra.a.b} {item.IsNew}")]
            internal static partial Prompt Ask(Entry item);
        }
        """",
        "Samples.Bench.Assay.g.cs",
        "Prompts");

    [Fact]
    public Task A_conversation_with_images_variables_and_later_turns() => Snapshot.VerifyFileAsync(
        Sources.Benchmark("""
            [Prompt("talk", Family = "long", Variables = ["tone=kind"])]
            [System("Be {prompt.tone}.")]
            [User("{item.Question}", Images = ["images/{item.Id}.png", "https://images.example/a.png"])]
            [FollowUp("Sure, {item.Id}?")]
            [FollowUp("Look again.", Role = Assay.Specs.MessageRole.Developer, Images = ["images/b.png"])]
            public static partial Prompt Talk(Ticket item);

            public static Dataset<Ticket> Training() => Dataset.Jsonl<Ticket>("data/training.jsonl");

            [Prompt("few", Variables = ["tone=kind"])]
            [System("Be {prompt.tone}.")]
            [Examples(nameof(Training), "{item.Label}", Take = 3, Seed = 7)]
            [User("{item.Question}")]
            public static partial Prompt Few(Ticket item);

            [Prompt("where")]
            [User("{benchmark.id}/{slice.id}: {item.Question}")]
            public static partial Prompt Where(Ticket item);
            """),
        "Samples.Bench.Assay.g.cs",
        "Conversation");

    [Fact]
    public Task An_agent_with_tools_hooks_and_judges() => Snapshot.VerifyFileAsync(
        Sources.Benchmark("""
            public sealed record Place(string City, string? Country = null);

            [Slice("agent", Tools = [nameof(Search), nameof(Ship), "weather"], McpServers = ["docs"])]
            public static Ticket[] Agent => [];

            [Tool("search", "Searches \"the\" help centre.", Version = "1")]
            public static string Search([System.ComponentModel.Description("What to look for.")] string query, int limit = 10, DayOfWeek? day = DayOfWeek.Friday) => query;

            [Tool("ship", "Ships.", Version = "2")]
            public static ValueTask<int> Ship(List<Place> places, Ticket item, CancellationToken token) => default;

            [BeforeInference("shout", Version = "3")]
            public static Prompt Shout(Prompt prompt) => prompt;

            [AfterInference("shout", Version = "4")]
            public static async Task<string> Lower(Output output, CancellationToken token) => await Task.FromResult(output.Text);

            [AfterScore("look", Version = "5")]
            public static void Look(Ticket item) { }

            [Hook("audit")]
            public static Assay.Contracts.IHook Audit => null!;

            [Judge("grader", Version = "6")]
            public static Task<int> Grade(Ticket item, Output output) => Task.FromResult(1);

            [Judge("other")]
            public static Assay.Contracts.FunctionJudge Other => null!;

            [Score("quality", Judge = nameof(Grade), Criteria = "Be \"kind\".", Version = "7")]
            public static double Quality(Ticket item, Assay.Contracts.JudgeVerdict verdict) => verdict.Score;

            [Score("asks", Judge = nameof(Other), Version = "8")]
            public static ValueTask<bool> Asks(Assay.Contracts.IJudge judge, Assay.Contracts.MetricContext read, CancellationToken token) => default;

            [Engine("remote")]
            public static Assay.Contracts.IEngine Remote => null!;
            """),
        "Samples.Bench.Assay.g.cs",
        "Agent");

    [Fact]
    public Task Parses_scores_and_engines_of_every_form() => Snapshot.VerifyFileAsync(
        Sources.Benchmark("""
            [Parse("text", Version = "1")] public static string Text(string text) => text;

            [Parse("late", Version = "1")] public static Task<Parsed<int>> Late(Output output, Ticket item, CancellationToken token) => null!;

            [Parse("value", Version = "1")] public static ValueTask<int> Value(Output output) => default;

            [Score("truth", Version = "1")] public static bool Truth(Ticket item) => true;

            [Score("distance", Parse = "late", HigherIsBetter = false, IfUnparsed = 10, Version = "1")] public static ValueTask<float> Distance(double value) => default;

            [Score("nothing", Version = "1")] public static Task<bool> Nothing() => null!;

            [Score("why", Version = "1")] public static Assay.Contracts.MetricResult Why(Output output, CancellationToken token) => default;

            [Engine("both", Paid = true, Version = "1")] public static Task<Output> Both(Ticket item, Prompt prompt, CancellationToken token) => null!;

            [Engine("request", Version = "1")] public static ValueTask<string> Request(Assay.Contracts.EngineRequest request) => default;

            [Engine("recorded")] public static Recording<Ticket> Recorded => null!;
            """),
        "Samples.Bench.Assay.g.cs",
        "Plugins");

    [Fact]
    public Task Chains_of_parses_and_scores_with_several_metrics() => Snapshot.VerifyFileAsync(
        Sources.Benchmark(
            """
            [Parse("number", Fallbacks = [nameof(Last), "whole"], Version = "1")] public static Parsed<int> Number(string text) => default;

            [Parse("last", Version = "2")] public static Task<Parsed<int>> Last(string text) => null!;

            [Parse("whole", Version = "3")] public static int Whole(string text) => 0;

            [Score("grade", Parse = "number", Version = "1")] public static Grade Rate(Ticket item, Parsed<int> number) => null!;

            [Score("late", Parse = "number", Version = "1")] public static Task<(double Share, bool @class)> Late(int number, CancellationToken token) => null!;

            [Score("alone", Parse = "last", Version = "1")] public static bool Alone(Parsed<int> number) => number.Success;
            """,
            types: "public sealed record Grade(double Fluency, bool IsRight, Assay.Contracts.MetricResult HTTPCost, string Why, string? FluencyWhy, DateTime When);"),
        "Samples.Bench.Assay.g.cs",
        "ChainsAndMetrics");

    [Fact]
    public Task Judged_scores_with_several_metrics() => Snapshot.VerifyFileAsync(
        Sources.Benchmark(
            """
            [Parse("last", Version = "1")] public static char Last(string text) => text[^1];

            [Judge("grader", Version = "1")] public static Assay.Contracts.JudgeVerdict Grade(Output output) => new(output.Text.Length);

            [Score("summary", Judge = nameof(Grade), Criteria = "Is it true to the text?", Version = "2")]
            public static Quality Rate(Ticket item, Assay.Contracts.JudgeVerdict verdict) => new(verdict.Score, true, "");

            [Score("late", Parse = nameof(Last), Judge = nameof(Grade), Version = "3")]
            public static async Task<Quality> Late(Parsed<char> last, Assay.Contracts.JudgeVerdict verdict, CancellationToken token) { await Task.Yield(); return new(verdict.Score, last.Success, ""); }

            [Score("pair", Judge = nameof(Grade), Version = "4")]
            public static async Task<(double First, int Second)> Pair(Assay.Contracts.MetricContext context, Assay.Contracts.IJudge judge, CancellationToken token) { await Task.Yield(); return (1, 2); }
            """,
            types: "public sealed record Quality(double Faithfulness, bool IsShort, string Why);"),
        "Samples.Bench.Assay.g.cs",
        "JudgedMetrics");

    [Fact]
    public Task Samples_reductions_and_scores_of_whole_slices() => Snapshot.VerifyFileAsync(
        Sources.Benchmark("""
            [Slice("many", Samples = 5, Scores = [nameof(Solved), nameof(F1)])] public static Ticket[] Many => [];

            [Parse("letter", Version = "1")] public static Parsed<char> Letter(string text) => default;

            [Score("solved", Parse = "letter", Reduction = "majority", Version = "1")] public static bool Solved(char letter) => true;

            [SliceScore("macro-f1", Parse = nameof(Letter), HigherIsBetter = false, Version = "1")] public static double F1(IReadOnlyList<Answered<Ticket, char>> answers) => 0;

            [SliceScore("texts", Reduction = "max", Version = "1")] public static Task<(double Bleu, bool IsLong)> Texts(IEnumerable<Answered<Ticket>> answers, CancellationToken token) => null!;
            """),
        "Samples.Bench.Assay.g.cs",
        "WholeSlices");

    [Theory]
    [InlineData("Samples.Bench.Assay.g.cs", "Choices")]
    [InlineData("Samples.Bench.Slices.Assay.g.cs", "Choices.Slices")]
    public Task Choices_of_items_cases_and_a_grid(string fileName, string name) => Snapshot.VerifyFileAsync(
        Sources.Benchmark(
            """
            [Slice("sample", Take = 100, Seed = 7, Stratify = nameof(Ticket.Label), Cluster = nameof(Ticket.Question), Where = ["Id=x"])]
            public static Dataset<Ticket> Sample => Dataset.Jsonl<Ticket>("data/tickets.jsonl");

            [Slice("few", Ids = ["t1", "t2"], Scores = [nameof(Length)])]
            public static Dataset<Ticket> Few() => Sample;

            [Slice("{letter}-{share}")]
            [Case("a-b \"c\"", 0.5, DayOfWeek.Friday, 'x', null, true)]
            [Case("a b \"c\"", 1.5f, (DayOfWeek)9, 'y', typeof(Bench), false)]
            public static Ticket[] Given(string name, double share, DayOfWeek day, char letter, Type? type, object flag) => [];
            """,
            """
            [Inference(Temperature = 0, Seed = 1, Logprobs = 2, ResponseFormat = "json", Extras = ["effort=low"])]
            [InferenceGrid(TopP = [0.5, 1], Extras = ["effort=low", "effort=high"])]
            """),
        fileName,
        name);
}
