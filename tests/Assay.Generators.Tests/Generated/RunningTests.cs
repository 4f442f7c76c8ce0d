using System.Globalization;
using System.Text;
using Assay.Contracts;
using Assay.Generators.Tests.Setup;
using Assay.Prompts;
using Assay.Specs;

namespace Assay.Generators.Tests.Generated;

/// <summary>Compiles generated code without a warning, loads it and runs it.</summary>
public sealed class RunningTests
{
    [Fact]
    public async Task A_whole_benchmark_runs()
    {
        var benchmark = Assert.Single(GeneratorTest.Run(Sources.Triage, hasXunit: true).LoadBenchmarks());
        Assert.Equal(("Triage", "Benchmarks/Source.cs", 7), (benchmark.Name, benchmark.SourcePath, benchmark.SourceLine));
        Assert.Equal(10, benchmark.SliceLines["billing"]);

        var item = Assert.Single(await ItemsAsync(benchmark, "billing"));
        Assert.Equal("t1", item.Id);
        Assert.Equal("Label this: Where is my refund?", benchmark.Renderers["direct"](item).Text);

        var output = await GenerateAsync(benchmark, "keywords", item);
        Assert.Equal("A", output.Text);
        var parsed = await ExtractAsync(benchmark, "letter", output, item);
        Assert.Equal('A', parsed.Value);
        Assert.Equal(1, (await ScoreAsync(benchmark, "accuracy", item, output, parsed.Value)).Value);
    }

    [Fact]
    public void Attributes_become_the_spec()
    {
        var benchmark = Load("""
            [Slice("de", Prompts = ["direct"], Families = ["qa"], Scores = ["length"], Dimensions = ["lang=de", "source = web"])]
            public static Dataset<Ticket> German => Dataset.Jsonl<Ticket>("data/de.jsonl");

            [Prompt("direct", Family = "qa")]
            [System("Be brief.")]
            [Developer("Be polite.")]
            [Assistant("Hello.")]
            [User("{item.Question}\r\n{{literal}}")]
            public static partial Prompt Direct(Ticket item);

            [Parse("number", Version = "3")]
            public static int Number(string text) => text.Length;

            [Score("loss", Parse = "number", HigherIsBetter = false, IfUnparsed = 0.5, Version = "7")]
            public static float Loss(double number) => (float)number;
            """,
            """
            [Model("big", Provider = "echo", Name = "big-1", Extras = ["size=70", "note=a \"b\"", "flags=[true, null]"])]
            [Inference(Temperature = 0.2, TopP = 0.9, TopK = 40, MaxTokens = 64, Stop = ["\n", "END"])]
            [Inference]
            [Gate("length", Tolerance = 0.01)]
            [Gate("loss", RelativeTolerance = 0.05)]
            """);

        var echo = benchmark.Spec.Models[0];
        Assert.Equal(new ModelSpec("echo", "echo"), echo);
        Assert.Equal(
            new ModelSpec("big", "echo")
            {
                Name = "big-1",
                Extras = new([new("size", JsonValue.Parse("70")), new("note", JsonValue.Parse("\"a \\\"b\\\"\"")), new("flags", JsonValue.Parse("[true,null]"))]),
            },
            benchmark.Spec.Models[1]);
        Assert.Equal(
            new InferenceGrid { Params = [new() { Temperature = 0.2, TopP = 0.9, TopK = 40, MaxTokens = 64, Stop = ["\n", "END"] }, new()] },
            benchmark.Spec.Inference);
        Assert.Equal(
            new SliceSpec("de", new DatasetSpec(DatasetKind.Jsonl) { Path = "data/de.jsonl" })
            {
                Prompts = ["direct"],
                Families = ["qa"],
                Scores = ["length"],
                Dimensions = new([new("lang", "de"), new("source", "web")]),
            },
            benchmark.Spec.Slices[1]);
        Assert.Equal(
            new PromptSpec("direct",
            [
                new(MessageRole.System, "Be brief."), new(MessageRole.Developer, "Be polite."), new(MessageRole.Assistant, "Hello."),
                new(MessageRole.User, "{item.Question}\n{{literal}}"),
            ])
            { Family = "qa" },
            Assert.Single(benchmark.Spec.Prompts));
        Assert.Equal(new ParseSpec("number", [new("number") { Version = "3" }]), Assert.Single(benchmark.Spec.Parses));
        Assert.Equal(new ScoreSpec("loss", [new("loss") { Version = "7" }]) { Parse = "number", HigherIsBetter = false, IfUnparsed = 0.5 }, benchmark.Spec.Scores[1]);
        Assert.Equal(
            [new GateSpec("length", GatePolicy.Absolute) { Tolerance = 0.01 }, new GateSpec("loss", GatePolicy.Relative) { Tolerance = 0.05 }],
            benchmark.Spec.Gates);
    }

    [Fact]
    public async Task Parses_may_take_and_return_each_form()
    {
        var benchmark = Load("""
            [Parse("text")] public static string Text(string text) => text + "!";

            [Parse("fail")] public static Parsed<int> Fail(Output output) => Parsed.Failed<int>("no number in " + output.Text);

            [Parse("task")] public static async Task<Parsed<int>> Late(Output output, Ticket item, CancellationToken token) { await Task.Yield(); return item.Id.Length; }

            [Parse("value")] public static ValueTask<int> Value(CancellationToken token, Output output) => new(output.Text.Length);
            """);
        var item = Ticket(benchmark);
        Assert.Equal("abc!", (await ExtractAsync(benchmark, "text", "abc", item)).Value);
        Assert.Equal("no number in abc", (await ExtractAsync(benchmark, "fail", "abc", item)).Reason);
        Assert.Equal(2, (await ExtractAsync(benchmark, "task", "abc", item)).Value);
        Assert.Equal(3, (await ExtractAsync(benchmark, "value", "abc", item)).Value);
    }

    [Fact]
    public async Task Scores_may_take_and_return_each_form()
    {
        var benchmark = Load("""
            [Parse("words")] public static Parsed<List<string>> Words(string text) => Parsed.Found(text.Split(' ').ToList());

            [Parse("maybe")] public static string? Maybe(string text) => null;

            [Score("truth")] public static bool Truth(Ticket item) => item.Label == "A";

            [Score("count", Parse = "words")] public static int Count(IReadOnlyCollection<string> words, Output output) => words.Count;

            [Score("none", Parse = "maybe")] public static Task<bool> None(string? value) => Task.FromResult(value is null);

            [Score("late")] public static async ValueTask<double> Late(CancellationToken token) { await Task.Yield(); return 0.25; }

            [Score("why")] public static Assay.Contracts.MetricResult Why() => new(1, "because");
            """);
        var item = Ticket(benchmark);
        Assert.Equal(1, (await ScoreAsync(benchmark, "truth", item, "x y", null)).Value);
        Assert.Equal(2, (await ScoreAsync(benchmark, "count", item, "x y", new List<string> { "x", "y" })).Value);
        Assert.Equal(1, (await ScoreAsync(benchmark, "none", item, "x y", null)).Value);
        Assert.Equal(0.25, (await ScoreAsync(benchmark, "late", item, "x y", null)).Value);
        Assert.Equal("because", (await ScoreAsync(benchmark, "why", item, "x y", null)).Explanation);
    }

    [Theory]
    [InlineData("item", EngineInput.Item, "q")]
    [InlineData("prompt", EngineInput.Prompt, "rendered")]
    [InlineData("both", EngineInput.Prompt | EngineInput.Item, "qrendered")]
    [InlineData("request", EngineInput.Prompt | EngineInput.Item, "item")]
    [InlineData("nothing", EngineInput.None, "")]
    [InlineData("late", EngineInput.Item, "q")]
    public async Task Engines_say_what_they_read(string id, EngineInput input, string text)
    {
        var benchmark = Load("""
            [Engine("item")] public static Output FromItem(Ticket item) => new(item.Question);

            [Engine("prompt")] public static string FromPrompt(Prompt prompt, CancellationToken token) => prompt.Text;

            [Engine("both", Paid = true)] public static ValueTask<Output> Both(Ticket item, Prompt prompt) => new(new Output(item.Question + prompt.Text));

            [Engine("request")] public static Task<Output> Request(Assay.Contracts.EngineRequest request) => Task.FromResult(new Output(request.Model.Id));

            [Engine("nothing")] public static string Nothing() => "";

            [Engine("late")] public static async Task<string> Late(Ticket item) { await Task.Yield(); return item.Question; }
            """);
        Assert.True(benchmark.Plugins.TryGetEngine(id, out var engine));
        Assert.Equal((input, id == "both"), (engine.Input, engine.IsPaid));
        Assert.Equal(text, (await GenerateAsync(benchmark, id, Ticket(benchmark), modelId: "item")).Text);
    }

    [Fact]
    public async Task Prompts_render_alike_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            var benchmark = Assert.Single(GeneratorTest.Run("""
                namespace Samples;

                public sealed record Place(string? City, double? Height);

                public enum Kind { Plain }

                public sealed record Entry(int Id, decimal Price, Kind Kind, Place? Place, DateTime When, System.Text.Json.JsonElement Extra, char Letter)
                {
                    public bool IsNew { get; init; }
                }

                [Benchmark("bench")]
                [Model("echo")]
                public partial class Bench
                {
                    [Slice("all")] public static Entry[] All =>
                    [
                        new(7, 1234.5m, Kind.Plain, new("Köln", 55.26), new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), System.Text.Json.JsonDocument.Parse("{\"a\":{\"b\":\"deep\"}}").RootElement, 'x'),
                        new(8, 0, Kind.Plain, null, default, System.Text.Json.JsonDocument.Parse("{\"a\":{\"b\":null}}").RootElement, 'y'),
                    ];

                    [Engine("echo")] public static string Echo(Prompt prompt) => prompt.Text;

                    [Score("length")] public static int Length(Output output) => output.Text.Length;

                    [Prompt("x")]
                    [User("{item.Id}|{item.Price:0.00}|{item.Kind}|{item.Place.City}|{item.Place.Height:N1}|{item.When}|{item.Extra.a.b}|{item.IsNew}|{item.Letter}|{{{item.Id}}}\t\"\\")]
                    public static partial Prompt X(Entry entry);
                }
                """).LoadBenchmarks());
            var items = await ItemsAsync(benchmark, "all");
            Assert.Equal("7", items[0].Id);
            Assert.Equal("7|1234.50|Plain|Köln|55.3|2026-01-02T03:04:05.0000000Z|deep|false|x|{7}\t\"\\", benchmark.Renderers["x"](items[0]).Text);
            Assert.Equal("8|0.00|Plain|||0001-01-01T00:00:00.0000000||false|y|{8}\t\"\\", benchmark.Renderers["x"](items[1]).Text);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public async Task Compiled_prompts_render_as_the_templates_of_their_spec_do()
    {
        var benchmark = Assert.Single(GeneratorTest.Run("""
            namespace Samples;

            public sealed record Place(string? City, bool? IsLarge, double Height);

            public sealed record Entry(string Id, int Count, decimal Price, double Share, bool IsNew, Place? Place, DateOnly Day);

            [Benchmark("bench")]
            [Model("echo")]
            public partial class Bench
            {
                [Slice("all")] public static Entry[] All =>
                [
                    new("a", 1234567, 1234.5m, 0.25, true, new("Köln", true, 55.125), new(2026, 1, 2)),
                    new("b", -1, 0, 1e-9, false, new(null, null, 0), new(1, 1, 1)),
                ];

                [Engine("echo")] public static string Echo(Prompt prompt) => prompt.Text;

                [Score("length")] public static int Length(Output output) => output.Text.Length;

                [Prompt("plain")]
                [System("{item.Id} {{{item.Count}}}")]
                [User("{item.Count}|{item.Price:0.00}|{item.Share}|{item.Share:.1%}|{item.Share:.3f}|{item.Count:N0}|{item.IsNew}|{item.Place.City}|{item.Place.IsLarge}|{item.Place.Height:F1}|{item.Day}")]
                public static partial Prompt Plain(Entry? item);
            }
            """).LoadBenchmarks());
        var template = PreparedPrompt.Parse(benchmark.Spec.Prompts[0]);
        Assert.All(await ItemsAsync(benchmark, "all"), item => Assert.Equal(template.Render(item).Text, benchmark.Renderers["plain"](item).Text));
    }

    [Theory]
    [InlineData("record Entry([property: ItemId] string Key, string Id);")]
    [InlineData("record Entry([ItemId] string Key, string Id);")]
    [InlineData("record Entry(string Key, string Other) { [ItemId] public string Marked => Key; }")]
    [InlineData("class Entry(string key, string other) { public string id = key; public string Other { get; } = other; }")]
    public async Task The_item_id_is_the_marked_member_or_the_one_called_id(string type)
    {
        var benchmark = Assert.Single(GeneratorTest.Run($$"""
            namespace Samples;

            public sealed {{type}}

            [Benchmark("bench")]
            [Model("echo")]
            public partial class Bench
            {
                [Slice("all")] public static async IAsyncEnumerable<Entry> All() { await Task.Yield(); yield return new("k", "o"); }

                [Engine("echo")] public static string Echo() => "";

                [Score("length")] public static int Length(Output output) => output.Text.Length;
            }
            """).LoadBenchmarks());
        Assert.Equal("k", Assert.Single(await ItemsAsync(benchmark, "all")).Id);
    }

    private static BenchmarkDefinition Load(string members, string attributes = "") =>
        Assert.Single(GeneratorTest.Run(Sources.Benchmark(members, attributes)).LoadBenchmarks());

    private static Item Ticket(BenchmarkDefinition benchmark)
    {
        Assert.True(benchmark.Plugins.TryGetEngine("echo", out _));
        var type = benchmark.Datasets["all"].GetType().GetGenericArguments()[0];
        return new Item("t1", Activator.CreateInstance(type, "t1", "q", "A")!, Encoding.UTF8.GetBytes("{}"));
    }

    private static async Task<List<Item>> ItemsAsync(BenchmarkDefinition benchmark, string slice)
    {
        var items = new List<Item>();
        await foreach (var item in benchmark.Datasets[slice].ReadAsync(".", TestContext.Current.CancellationToken))
            items.Add(item);
        return items;
    }

    private static async Task<Output> GenerateAsync(BenchmarkDefinition benchmark, string id, Item item, string modelId = "model")
    {
        Assert.True(benchmark.Plugins.TryGetEngine(id, out var engine));
        var prompt = new Prompt(new Message(MessageRole.User, "rendered"));
        return await engine.GenerateAsync(new EngineRequest(new ModelSpec(modelId, id), new(), prompt, item, 0, 0), TestContext.Current.CancellationToken);
    }

    private static async Task<Extraction> ExtractAsync(BenchmarkDefinition benchmark, string id, Output output, Item item)
    {
        Assert.True(benchmark.Plugins.TryGetExtractor(id, out var extractor));
        return await extractor.Bind(null)(new ExtractionContext(output, item), TestContext.Current.CancellationToken);
    }

    private static async Task<MetricResult> ScoreAsync(BenchmarkDefinition benchmark, string id, Item item, Output output, object? parsed)
    {
        Assert.True(benchmark.Plugins.TryGetMetric(id, out var metric));
        return await metric.Bind(null)(new MetricContext(item, output, parsed), TestContext.Current.CancellationToken);
    }
}
