using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Assay.Contracts;
using Assay.Specs;

namespace Assay.Tests.Execution;

/// <summary>
/// A benchmark with everything: three models, two prompts, two parses, three scores. Items are numbers; the engine answers with
/// twice the number, in words that only the second parse's fallback understands for every third item.
/// </summary>
internal sealed class TestExperiment
{
    public ConcurrentQueue<EngineRequest> Calls { get; } = new();

    public ConcurrentQueue<string> Parsings { get; } = new();

    public ConcurrentQueue<string> Scorings { get; } = new();

    public int Items { get; init; } = 6;

    public int Samples { get; init; } = 1;

    public ValueList<MessageSpec> FollowUps { get; init; } = [];

    public ValueList<string> Models { get; init; } = ["m1", "m2", "m3"];

    public bool IsPaid { get; init; }

    public Func<ModelSpec, Prompt, int?>? TokenCounter { get; init; }

    public Uri? Endpoint { get; init; }

    /// <summary>Called with the plugin's id and the item's number before an extractor or a metric runs; makes it break where it throws.</summary>
    public Action<string, int> Before { get; init; } = static (_, _) => { };

    public List<IHook> Hooks { get; } = [];

    public HashSet<string> Unreadable { get; } = [];

    public Func<EngineRequest, CancellationToken, ValueTask<Output>> Answer { get; init; } = static (request, _) =>
    {
        var number = 2 * (int)request.Item.Value;
        return ValueTask.FromResult<Output>(number % 6 == 0 ? string.Create(CultureInfo.InvariantCulture, $"it is {number}") : number.ToString(CultureInfo.InvariantCulture));
    };

    public BenchmarkSpec Spec => new("everything")
    {
        Models = ValueList.From(Models.Select(static id => new ModelSpec(id, "double"))),
        Prompts =
        [
            new PromptSpec("p1", [new MessageSpec(MessageRole.User, "double {item.value}")]) { FollowUps = FollowUps },
            new PromptSpec("p2", [new MessageSpec(MessageRole.System, "You double."), new MessageSpec(MessageRole.User, "{item.value}")]),
        ],
        Slices = [new SliceSpec("s1", new DatasetSpec(DatasetKind.Memory))],
        Parses = [new ParseSpec("strict", [new ExtractorSpec("whole")]), new ParseSpec("lenient", [new ExtractorSpec("whole"), new ExtractorSpec("last_word")])],
        Scores =
        [
            new ScoreSpec("strict_right", [new MetricSpec("doubled")]) { Parse = "strict" },
            new ScoreSpec("right", [new MetricSpec("doubled")]) { Parse = "lenient" },
            new ScoreSpec("length", [new MetricSpec("length")]),
        ],
        Samples = Samples,
    };

    public PluginRegistry Plugins
    {
        get
        {
            var registry = new PluginRegistry()
                .Add(new FunctionEngine("double", "1", EngineInput.Prompt, IsPaid, (request, cancellationToken) =>
                {
                    Calls.Enqueue(request);
                    return Answer(request, cancellationToken);
                })
                { TokenCounter = TokenCounter, Endpoint = Endpoint })
                .Add(Extractor("whole", static text => text))
                .Add(Extractor("last_word", static text => text.Split(' ')[^1]))
                .Add(Metric("doubled", static context => (long)context.Parsed! == 2L * (int)context.Item.Value ? 1 : 0))
                .Add(Metric("length", static context => context.Output.Text.Length));
            foreach (var hook in Hooks)
                registry.Add(hook);
            return registry;
        }
    }

    public BenchmarkDefinition Build() => Build(Spec);

    /// <summary>The same plugins and items with a spec of the test's own.</summary>
    public BenchmarkDefinition Build(BenchmarkSpec spec) => new()
    {
        Spec = spec,
        Plugins = Plugins,
        Datasets = spec.Slices.ToDictionary(static slice => slice.Id, _ => (IDatasetSource)new Numbers(Items, Unreadable)),
        Name = "Everything",
    };

    private FunctionExtractor Extractor(string id, Func<string, string> part) => new(id, "1", (context, _) =>
    {
        Parsings.Enqueue(id);
        Before(id, (int)context.Item.Value);
        return ValueTask.FromResult(long.TryParse(part(context.Output.Text), CultureInfo.InvariantCulture, out var number) ? Extraction.Found(number) : Extraction.NotFound("no number"));
    });

    private FunctionMetric Metric(string id, Func<MetricContext, double> score) => new(id, "1", (context, _) =>
    {
        Scorings.Enqueue(id);
        Before(id, (int)context.Item.Value);
        return ValueTask.FromResult(new MetricResult(score(context)));
    });

    private sealed class Numbers(int count, HashSet<string> unreadable) : IDatasetSource
    {
        public async IAsyncEnumerable<Item> ReadAsync(string projectDirectory, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            for (var i = 1; i <= count; i++)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"i{i:d3}");
                yield return unreadable.Contains(id)
                    ? Item.Failed(id, new Errors.DatasetException(new Errors.Problem(Errors.ErrorCode.DatasetMalformed, "The record is torn.")))
                    : new Item(id, i, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"value":{{i}}}""")));
            }
        }
    }
}
