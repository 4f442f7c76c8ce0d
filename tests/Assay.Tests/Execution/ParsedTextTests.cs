using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Tests.Execution;

/// <summary>What stores keep of a parsed value.</summary>
public sealed class ParsedTextTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<object?, string?> Values { get; } = new()
    {
        { null, null },
        { "as it is, \"quoted\"", "as it is, \"quoted\"" },
        { 'B', "B" },
        { true, "True" },
        { 1.50m, "1.50" },
        { 0.1, "0.1" },
        { DayOfWeek.Friday, "Friday" },
        { new Verdict("good", 0.5), "Verdict { Label = good, Sure = 0.5 }" },
        { JsonDocument.Parse("""{ "b": 1, "a": [1.0] }""").RootElement, """{ "b": 1, "a": [1.0] }""" },
        { new[] { "a", "ä \"b\"" }, """["a","ä \"b\""]""" },
        { new[] { 'A', 'C' }, """["A","C"]""" },
        { new List<int> { 3, 1, 2 }, "[3,1,2]" },
        { Array.Empty<string>(), "[]" },
        { new HashSet<string> { "only" }, """["only"]""" },
        { ImmutableArray.Create(1.0, 0.25), "[1,0.25]" },
        { new object?[] { null, true, 2L, "x", double.NaN, DayOfWeek.Monday, new[] { 1 } }, """[null,true,2,"x","NaN","Monday",[1]]""" },
        { new Dictionary<string, int[]> { ["z"] = [1], ["a"] = [] }, """{"a":[],"z":[1]}""" },
        { new Dictionary<char, double> { ['B'] = 0.5 }, """{"B":0.5}""" },
        { new Dictionary<object, int> { [1] = 1, ["1"] = 2 }, """["[1, 1]","[1, 2]"]""" },
        { new[] { new Verdict("good", 1) }, """["Verdict { Label = good, Sure = 1 }"]""" },
        { new[] { JsonDocument.Parse("""{ "b": 1, "a": 2 }""").RootElement }, """[{"a":2,"b":1}]""" },
        { new JsonObject { ["b"] = 1, ["a"] = new JsonArray(1, "x") }, """{"a":[1,"x"],"b":1}""" },
        { Enumerable.Range(1, 3).Select(static number => number * number), "[1,4,9]" },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void Single_values_spell_themselves_and_what_has_parts_is_canonical_JSON(object? value, string? expected) => Assert.Equal(expected, ParsedText.Of(value));

    [Fact]
    public void List_that_holds_itself_has_a_text()
    {
        var list = new List<object> { 1 };
        list.Add(list);

        Assert.StartsWith("[1,[1,[1,", ParsedText.Of(list), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_keeps_the_entries_of_a_parsed_array()
    {
        var (parse, _) = Assert.Single(await RunAsync(static text => text.Split(' ')));

        Assert.Equal((true, """["B","C"]"""), (parse.Success, parse.Text));
    }

    [Fact]
    public async Task Sequence_that_throws_while_it_is_read_is_a_parse_that_broke()
    {
        var (parse, score) = Assert.Single(await RunAsync(static text => text.Split(' ').Select(int.Parse)));

        Assert.Equal((false, ErrorCode.ExtractorFailed), (parse.Success, parse.Failure));
        Assert.Equal(ErrorCode.ExtractorFailed, score.Failure);
    }

    private async Task<List<(TransformDetails Parse, EvaluationDetails Score)>> RunAsync(Func<string, object> read)
    {
        await using var orchestrator = folder.Open();
        await orchestrator.RunBenchmarkAsync(Definition(read), null, Token);
        var storage = await orchestrator.GetStorageAsync(Token);
        var found = new List<(TransformDetails, EvaluationDetails)>();
        foreach (var digit in "0123456789abcdef")
        {
            foreach (var (_, generation) in await storage.Projections.FindGenerationsAsync(digit.ToString(), 2, Token))
                found.Add(((await storage.Projections.ReadTransformsAsync(generation.Id, Token))[0], (await storage.Projections.ReadEvaluationsAsync(generation.Id, null, Token))[0]));
        }

        return found;
    }

    private static BenchmarkDefinition Definition(Func<string, object> read) => new()
    {
        Spec = new BenchmarkSpec("lists")
        {
            Models = [new ModelSpec("m1", "say")],
            Slices = [new SliceSpec("s1", new DatasetSpec(DatasetKind.Memory))],
            Parses = [new ParseSpec("letters", [new ExtractorSpec("letters")])],
            Scores = [new ScoreSpec("many", [new MetricSpec("many")]) { Parse = "letters" }],
        },
        Plugins = new PluginRegistry()
            .Add(new FunctionEngine("say", "1", EngineInput.Item, false, static (_, _) => ValueTask.FromResult<Output>("B C")))
            .Add(new FunctionExtractor("letters", "1", (context, _) => ValueTask.FromResult(Extraction.Found(read(context.Output.Text)))))
            .Add(new FunctionMetric("many", "1", static (_, _) => ValueTask.FromResult(new MetricResult(1)))),
        Datasets = new Dictionary<string, IDatasetSource> { ["s1"] = new One() },
        Name = "Lists",
    };

    private sealed record Verdict(string Label, double Sure);

    private sealed class One : IDatasetSource
    {
        public async IAsyncEnumerable<Item> ReadAsync(string projectDirectory, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            yield return new Item("only", "only", "{}"u8.ToArray());
        }
    }
}
