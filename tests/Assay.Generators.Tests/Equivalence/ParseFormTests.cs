using Assay.Specs;
using static Assay.Generators.Tests.Equivalence.SameIdentities;

namespace Assay.Generators.Tests.Equivalence;

public sealed class ParseFormTests
{
    private const string Chain = """
        [Slice("all", Scores = ["found"])] public static IEnumerable<Ticket> All => Tickets;

        [Parse("number", Fallbacks = [nameof(FirstA), "last-letter"], Version = "1")]
        public static Parsed<string> Boxed(Output output) => Extract.Boxed(output);

        [Parse("first-a", Version = "2")]
        public static async ValueTask<Parsed<string>> FirstA(Output output, CancellationToken token)
        {
            await Task.Yield();
            return output.Text.Contains('A') ? "A" : Parsed.Failed<string>("There is no A.");
        }

        [Parse("last-letter", Version = "3")]
        public static Task<Parsed<string>> LastLetter(string text, Ticket item) =>
            Task.FromResult(item.Lang == "de" ? Parsed.Failed<string>("No letters in German.") : Parsed.Found(text[^1..]));

        [Score("found", Parse = "number", IfUnparsed = -1, Version = "1")]
        public static int Found(string text) => text.Length;
        """;

    [Fact]
    public async Task A_chain_of_parses()
    {
        var generated = Class(Chain);
        var happened = await VerifyAsync(
            Spec(Slice("all") with { Scores = ["found"] }) with
            {
                Parses =
                [
                    new ParseSpec("last", [new ExtractorSpec("last") { Version = "1" }]),
                    new ParseSpec("number", [new ExtractorSpec("number") { Version = "1" }, new ExtractorSpec("first-a") { Version = "2" }, new ExtractorSpec("last-letter") { Version = "3" }]),
                    new ParseSpec("first-a", [new ExtractorSpec("first-a") { Version = "2" }]),
                    new ParseSpec("last-letter", [new ExtractorSpec("last-letter") { Version = "3" }]),
                ],
                Scores =
                [
                    .. Spec().Scores,
                    new ScoreSpec("found", [new MetricSpec("found") { Version = "1" }]) { Parse = "number", IfUnparsed = -1 },
                ],
            },
            generated);

        Assert.Equal(6, happened.Count(static line => line.StartsWith("ExtractorTried|number|False|", StringComparison.Ordinal)));
        Assert.Equal(3, happened.Count(static line => line.StartsWith("ExtractorTried|first-a|True|", StringComparison.Ordinal)));
        Assert.Equal(3, happened.Count(static line => line.StartsWith("ExtractorTried|first-a|False|", StringComparison.Ordinal) && line.EndsWith("There is no A.", StringComparison.Ordinal)));
        Assert.Equal(2, happened.Count(static line => line.StartsWith("ExtractorTried|last-letter|True|", StringComparison.Ordinal)));
        Assert.Equal(1, happened.Count(static line => line.StartsWith("ExtractorTried|last-letter|False|", StringComparison.Ordinal)));
    }

    [Fact]
    public Task Untyped_items_and_class_items_with_late_parses_and_scores() => VerifyAsync(
        Spec(Slice("all")) with
        {
            Parses = [new ParseSpec("json", [new ExtractorSpec("json") { Version = "1" }])],
            Scores = [new ScoreSpec("same", [new MetricSpec("same") { Version = "1" }]) { Parse = "json" }],
        },
        Load("""
            using System.Text.Json;

            namespace Samples;

            [Benchmark("bench")]
            [Model("echo")]
            public partial class Bench
            {
                [Slice("all")]
                public static Dataset<JsonElement> All => Dataset.From(Enumerable.Range(0, 3).Select(static i => JsonSerializer.SerializeToElement(new { id = $"t{i}", n = i })));

                [Engine("echo", Version = "1")] public static string Echo(JsonElement item) => item.GetRawText();

                [Parse("json", Version = "1")]
                public static async Task<Parsed<JsonElement>> Json(string text, CancellationToken token)
                {
                    await Task.Yield();
                    return JsonDocument.Parse(text).RootElement;
                }

                [Score("same", Parse = "json", Version = "1")]
                public static async ValueTask<bool> Same(JsonElement item, Parsed<JsonElement> parsed)
                {
                    await Task.Yield();
                    return parsed.Success && parsed.Value.GetProperty("n").GetInt32() == item.GetProperty("n").GetInt32();
                }
            }
            """));
}
