using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Assay.Contracts;
using Assay.Specs;

namespace Assay.Tests.Execution;

/// <summary>A small benchmark written by hand: items are numbers, the engine doubles them, and every call is counted.</summary>
internal sealed class TestBenchmark
{
    private int scorings;

    public ConcurrentQueue<string> Calls { get; } = new();

    public int Scorings => scorings;

    public List<string> Models { get; init; } = ["m1"];

    public List<string> Prompts { get; init; } = ["p1"];

    public List<string> Slices { get; init; } = ["s1"];

    public int Items { get; init; } = 10;

    /// <summary>Part of items' content, and of no prompt.</summary>
    public string? ItemNote { get; init; }

    public int Samples { get; init; } = 1;

    public bool IsPaid { get; init; }

    public EngineInput Input { get; init; } = EngineInput.Prompt;

    public string MetricVersion { get; init; } = "1";

    public string ExtractorVersion { get; init; } = "1";

    public double? IfUnparsed { get; init; }

    public Func<EngineRequest, CancellationToken, ValueTask<Output>> Answer { get; init; } =
        static (request, _) => ValueTask.FromResult<Output>((2 * (int)request.Item.Value).ToString(CultureInfo.InvariantCulture));

    public Func<MetricContext, double> Metric { get; init; } = static context => (long)context.Parsed! == 2L * (int)context.Item.Value ? 1 : 0;

    public BenchmarkDefinition Build() => new()
    {
        Spec = new BenchmarkSpec("bench")
        {
            Models = ValueList.From(Models.Select(static id => new ModelSpec(id, "double"))),
            Prompts = ValueList.From(Prompts.Select(static id => new PromptSpec(id, [new MessageSpec(MessageRole.User, $"{id}: {{item.value}}")]))),
            Slices = ValueList.From(Slices.Select(static id => new SliceSpec(id, new DatasetSpec(DatasetKind.Memory)))),
            Parses = [new ParseSpec("number", [new ExtractorSpec("number")])],
            Scores = [new ScoreSpec("doubled", [new MetricSpec("doubled")]) { Parse = "number", IfUnparsed = IfUnparsed }],
            Samples = Samples,
        },
        Plugins = Plugins(),
        Datasets = Slices.ToDictionary(static id => id, _ => (IDatasetSource)new Numbers(Items, ItemNote)),
        Renderers = Prompts.ToDictionary(static id => id, static id => (Func<Item, Prompt>)(item => new Prompt(new Message(MessageRole.User, $"{id}: {item.Id}")))),
        Name = "Bench",
    };

    private PluginRegistry Plugins() => new PluginRegistry()
        .Add(new FunctionEngine("double", "1", Input, IsPaid, (request, cancellationToken) =>
        {
            Calls.Enqueue($"{request.Model.Id}/{request.Prompt.Text}/{request.Item.Id}/{request.SampleIndex}");
            return Answer(request, cancellationToken);
        }))
        .Add(new FunctionExtractor("number", ExtractorVersion, static (context, _) => ValueTask.FromResult(
            long.TryParse(context.Output.Text, CultureInfo.InvariantCulture, out var number) ? Extraction.Found(number) : Extraction.NotFound("no number"))))
        .Add(new FunctionMetric("doubled", MetricVersion, (context, _) =>
        {
            Interlocked.Increment(ref scorings);
            return ValueTask.FromResult(new MetricResult(Metric(context)));
        }));

    private sealed class Numbers(int count, string? note) : IDatasetSource
    {
        public async IAsyncEnumerable<Item> ReadAsync(string projectDirectory, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            for (var i = 0; i < count; i++)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"i{i:d6}");
                yield return new Item(id, i, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"id":"{{id}}",{{(note is null ? "" : $"\"note\":\"{note}\",")}}"value":{{i}}}""")));
            }
        }
    }
}
