using System.Collections.Concurrent;
using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Runtime;
using Assay.Specs;
using Assay.Telemetry;

namespace Assay.Tests.Execution;

public sealed class TelemetryRunTests : IDisposable
{
    private const string Canary = "canary-5e1f";

    private readonly TemporaryFolder folder = new();
    private readonly TelemetryBus bus = new();
    private readonly ConcurrentQueue<TelemetryEvent> events = new();

    public TelemetryRunTests() => bus.Subscribe(events.Enqueue);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Run_tells_of_generation_parses_and_metrics_of_each_candidate_in_order()
    {
        var test = new TestExperiment { Models = ["m1"], Items = 3 };
        await using var orchestrator = Open();

        await orchestrator.ExecuteAsync(test.Build(), RunStages.All, null, Token);

        var candidate = events.Where(static one => one.Scope is { Prompt: "p2", Item: "i003" }).ToList();
        Assert.Equal(
            [
                "TrialStarted", "TrialEnded 'it is 6' 1",
                "strict/whole: no number", "MetricStarted right", "MetricEnded right 1", "MetricStarted length", "MetricEnded length 7",
            ],
            candidate.Select(Describe).Where(static text => !text.StartsWith("lenient", StringComparison.Ordinal)));
        Assert.Equal(["lenient/whole: no number", "lenient/last_word"], candidate.Select(Describe).Where(static text => text.StartsWith("lenient", StringComparison.Ordinal)));
        Assert.All(candidate, static one => Assert.Equal(("everything", "s1", "m1", 0, 32), (one.Scope.Benchmark, one.Scope.Slice, one.Scope.Model, one.Scope.Sample, one.Scope.Run!.Length)));
    }

    [Fact]
    public async Task Nothing_is_told_of_what_is_found_stored()
    {
        await using var orchestrator = Open();
        await orchestrator.ExecuteAsync(new TestExperiment().Build(), RunStages.All, null, Token);
        events.Clear();

        await orchestrator.ExecuteAsync(new TestExperiment().Build(), RunStages.All, null, Token);

        Assert.Empty(events);
    }

    [Fact]
    public async Task Scores_of_stored_outputs_are_told_without_generations()
    {
        await using var orchestrator = Open();
        await orchestrator.ExecuteAsync(new TestExperiment().Build(), RunStages.Generation, null, Token);
        events.Clear();

        await orchestrator.ExecuteAsync(new TestExperiment().Build(), RunStages.All, null, Token);

        Assert.Empty(events.OfType<TelemetryEvent.TrialStarted>());
        Assert.Equal(36, events.OfType<TelemetryEvent.MetricEnded>().Count(static one => one.Score == "length"));
    }

    [Fact]
    public async Task Tools_are_told_of_while_they_are_called_and_once()
    {
        using var gate = new SemaphoreSlim(0);
        var arguments = JsonValue.Parse("""{"q":1}""");
        var test = new TestExperiment
        {
            Models = ["m1"],
            Items = 1,
            Answer = async (request, cancellationToken) =>
            {
                var found = await request.Runtime.ToolHandlers["search"].InvokeAsync(arguments.Element, request, cancellationToken);
                await Assert.ThrowsAsync<InvalidOperationException>(async () => await request.Runtime.ToolHandlers["broken"].InvokeAsync(default, request, cancellationToken));
                await gate.WaitAsync(cancellationToken);
                return new Output("2")
                {
                    Conversation =
                    [
                        new ConversationTurn(MessageRole.Assistant, "") { ToolName = "search", ToolCallId = "c1", Arguments = arguments },
                        new ConversationTurn(MessageRole.Tool, found) { ToolName = "search", ToolCallId = "c1" },
                        new ConversationTurn(MessageRole.Assistant, "") { ToolName = "broken", ToolCallId = "c2" },
                        new ConversationTurn(MessageRole.Tool, "it is broken") { ToolName = "broken", ToolCallId = "c2" },
                        new ConversationTurn(MessageRole.Assistant, "") { ToolName = "remote", ToolCallId = "c3" },
                    ],
                };
            },
        };
        var context = new RuntimeContext
        {
            ToolHandlers = new Dictionary<string, IToolHandler>
            {
                ["search"] = new FunctionToolHandler("search", "1", static (given, _, _) => ValueTask.FromResult($"found {given.GetProperty("q")}")),
                ["broken"] = new FunctionToolHandler("broken", "1", static (_, _, _) => throw new InvalidOperationException("broken")),
            },
        };
        await using var orchestrator = Open();
        var running = orchestrator.ExecuteAsync(test.Build(test.Spec with { Prompts = [test.Spec.Prompts[0]] }), RunStages.All, new RunOptions { Context = context }, Token);

        while (ToolEvents().Count < 3 && !running.IsCompleted)
            await Task.Delay(10, Token);
        var before = ToolEvents();
        Assert.DoesNotContain(events, static one => one is TelemetryEvent.TrialEnded);
        gate.Release();
        await running;

        Assert.Equal(["called search {\"q\":1}", "returned search found 1", "called broken "], before);
        Assert.Equal([.. before, "returned broken it is broken", "called remote "], ToolEvents());

        List<string> ToolEvents() =>
        [
            .. events.Select(static one => one switch
            {
                TelemetryEvent.ToolCalled called => $"called {called.Tool} {called.Arguments}",
                TelemetryEvent.ToolReturned returned => $"returned {returned.Tool} {returned.Result}",
                _ => "",
            }).Where(static text => text.Length > 0),
        ];
    }

    [Fact]
    public async Task Turns_of_a_conversation_are_told_of_as_they_are_said_and_once()
    {
        var (heard, tries) = (new ConcurrentQueue<string>(), 0);
        var call = new ConversationTurn(MessageRole.Assistant, "") { ToolName = "remote", ToolCallId = "c1" };
        var test = new TestExperiment
        {
            Models = ["m1"],
            Items = 1,
            FollowUps = [new MessageSpec(MessageRole.User, "Sure about {item.value}?"), new MessageSpec(MessageRole.User, "Really?")],
            Answer = (request, _) =>
            {
                heard.Enqueue($"{request.Prompt.Messages.Length}: {string.Join(' ', Turns())}");
                return request.Prompt.Messages.Length switch
                {
                    3 when tries++ == 0 => throw new EngineException(ErrorCode.Timeout, "Slow.") { RetryAfter = TimeSpan.Zero },
                    3 => ValueTask.FromResult(new Output("b") { Conversation = [call] }),
                    5 => ValueTask.FromResult(new Output("c") { Conversation = [call] }),
                    _ => ValueTask.FromResult<Output>("a"),
                };
            },
        };
        await using var orchestrator = Open();

        await orchestrator.ExecuteAsync(test.Build(test.Spec with { Prompts = [test.Spec.Prompts[0]] }), RunStages.Generation, null, Token);

        Assert.Equal(["1: ", "3: 0:a 1:Sure about 1?", "3: 0:a 1:Sure about 1?", "5: 0:a 1:Sure about 1? 2:remote 3:b 4:Really?"], heard);
        Assert.Equal(["0:a", "1:Sure about 1?", "2:remote", "3:b", "4:Really?", "5:remote"], Turns());
        Assert.Equal(2, events.OfType<TelemetryEvent.ToolCalled>().Count());
        var ended = Assert.Single(events.OfType<TelemetryEvent.TrialEnded>());
        Assert.Equal(ended.Output!.Conversation, events.OfType<TelemetryEvent.ConversationTurned>().Select(static one => one.Turn));

        List<string> Turns() => [.. events.OfType<TelemetryEvent.ConversationTurned>().Select(static one => FormattableString.Invariant($"{one.Index}:{one.Turn.ToolName ?? one.Turn.Text}"))];
    }

    [Fact]
    public async Task Subscriber_that_throws_does_not_harm_the_run()
    {
        using var broken = bus.Subscribe(static _ => throw new InvalidOperationException("broken"));
        await using var orchestrator = Open();

        var (_, outcome) = await orchestrator.ExecuteAsync(new TestExperiment().Build(), RunStages.All, null, Token);

        Assert.Equal((36L, 0L), (outcome.Tasks[0].Generated, outcome.Tasks[0].Failed));
        Assert.Equal(events.Count, bus.FailureCount);
    }

    [Fact]
    public async Task Item_that_cannot_be_read_ends_its_trials_without_an_attempt()
    {
        var test = new TestExperiment { Models = ["m1"], Items = 2 };
        test.Unreadable.Add("i002");
        await using var orchestrator = Open();

        await orchestrator.ExecuteAsync(test.Build(), RunStages.All, null, Token);

        var ended = Assert.Single(events.OfType<TelemetryEvent.TrialEnded>(), static one => one.Scope.Item == "i002");
        Assert.Equal((0, ErrorCode.DatasetMalformed), (ended.Attempts, ended.Failure!.Value));
    }

    [Theory]
    [InlineData("engine")]
    [InlineData("extractor")]
    [InlineData("metric")]
    public async Task Secrets_in_what_plugins_throw_reach_neither_the_store_nor_the_bus(string thrower)
    {
        await using (var orchestrator = Open(Plugins(thrower, [])))
            await orchestrator.ExecuteAsync(Spec, RunStages.All, new RunOptions { Context = Context }, Token);

        Assert.Contains(events, static one => one is TelemetryEvent.ErrorOccurred { Message: var message } && message.Contains("***", StringComparison.Ordinal));
        Assert.DoesNotContain(events, static one => one.ToString().Contains(Canary, StringComparison.Ordinal));
        Assert.All(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories), static file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf("canary-5e1f"u8)));
    }

    [Fact]
    public async Task Metrics_and_engines_are_given_what_belongs_to_the_call()
    {
        var seen = new ConcurrentQueue<string>();
        await using var orchestrator = Open(Plugins("nobody", seen));

        await orchestrator.ExecuteAsync(Spec, RunStages.All, new RunOptions { Context = Context }, Token);

        Assert.Equal([$"engine {Canary} search=9", $"metric {Canary} search=9"], seen);
    }

    private static string Describe(TelemetryEvent what) => what switch
    {
        TelemetryEvent.TrialEnded ended => FormattableString.Invariant($"TrialEnded '{ended.Output?.Text}' {ended.Attempts}"),
        TelemetryEvent.ExtractorAttempted tried => $"{tried.Parse}/{tried.Extractor}" + (tried.Success ? "" : $": {tried.Reason}"),
        TelemetryEvent.MetricStarted started => $"MetricStarted {started.Score}",
        TelemetryEvent.MetricEnded ended => FormattableString.Invariant($"MetricEnded {ended.Score} {ended.Value}"),
        _ => what.GetType().Name,
    };

    private static RuntimeContext Context => new() { Secrets = new Dictionary<string, Secret> { ["key"] = new(Canary) } };

    private static BenchmarkSpec Spec => new("b")
    {
        Models = [new ModelSpec("m", "engine")],
        Slices = [new SliceSpec("s", new DatasetSpec(DatasetKind.Memory)) { Tools = ["search"] }],
        Parses = [new ParseSpec("p", [new ExtractorSpec("extractor")])],
        Scores = [new ScoreSpec("score", [new MetricSpec("metric")]) { Parse = "p" }],
    };

    private static PluginRegistry Plugins(string thrower, ConcurrentQueue<string> seen)
    {
        return new PluginRegistry()
            .Add(new FunctionEngine("engine", "1", EngineInput.Item, false, (request, _) => See("engine", request.Runtime, new Output("text"))))
            .Add(new FunctionExtractor("extractor", "1", (_, _) => See("extractor", null, Extraction.Found(1))))
            .Add(new FunctionMetric("metric", "1", (context, _) => See("metric", context.Runtime, new MetricResult(1))))
            .Add(new ToolSpec("search", "Searches."), new FunctionToolHandler("search", "9", static (_, _, _) => ValueTask.FromResult("")));

        ValueTask<T> See<T>(string who, RuntimeContext? runtime, T result)
        {
            if (who == thrower)
                throw new InvalidOperationException($"401 for key {Canary}");
            if (runtime is not null)
                seen.Enqueue($"{who} {runtime.SecretOf("key").Reveal()} {string.Join(' ', runtime.ToolVersions.Select(static tool => $"{tool.Key}={tool.Value}"))}");
            return ValueTask.FromResult(result);
        }
    }

    private Orchestrator Open(PluginRegistry? plugins = null) => Orchestrator.FromProjectSpec(
        new ProjectSpec("test"),
        new OrchestratorOptions { ProjectDirectory = folder.Path, Telemetry = bus, Registry = plugins ?? new PluginRegistry(), DatasetLoader = new OneItem() });

    private sealed class OneItem : IDatasetLoader
    {
        public IAsyncEnumerable<Item> LoadAsync(DatasetScope scope, CancellationToken cancellationToken) => new[] { new Item("i", 1, "1"u8.ToArray()) }.ToAsyncEnumerable();
    }
}
