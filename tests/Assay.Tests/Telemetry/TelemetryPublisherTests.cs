using System.Diagnostics;
using Assay.Contracts;
using Assay.Errors;
using Assay.Runtime;
using Assay.Specs;
using Assay.Telemetry;

namespace Assay.Tests.Telemetry;

public sealed class TelemetryPublisherTests : IDisposable
{
    private readonly string provider = $"provider-{Guid.NewGuid():N}";
    private readonly TelemetryScope scope;
    private readonly Clock clock = new();
    private readonly TelemetryBus bus = new();
    private readonly List<TelemetryEvent> events = [];
    private readonly TelemetryPublisher publisher;

    public TelemetryPublisherTests()
    {
        scope = new TelemetryScope { Run = Guid.NewGuid().ToString("N"), Benchmark = "b", Slice = "s", Model = "shown", Prompt = "p", Item = "i1", Sample = 2 };
        publisher = new TelemetryPublisher(bus, new SecretRedactor([new Secret("canary")]), clock);
        bus.Subscribe(events.Add);
    }

    public void Dispose() => events.Clear();

    [Fact]
    public void Generation_is_a_span_with_the_names_of_the_conventions()
    {
        using var listening = new Listening(provider, scope.Run!);

        Generate(new Output("text") { InputTokens = 7, OutputTokens = 5, CachedInputTokens = 3, FinishReason = "stop", RequestId = "r-1", ModelVersion = "wire-2026" });

        var span = Assert.Single(listening.Spans);
        Assert.Equal(("chat wire", ActivityKind.Client, ActivityStatusCode.Unset), (span.DisplayName, span.Kind, span.Status));
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["gen_ai.operation.name"] = "chat",
                ["gen_ai.provider.name"] = provider,
                ["gen_ai.request.model"] = "wire",
                ["gen_ai.request.temperature"] = 0.5,
                ["gen_ai.request.max_tokens"] = 64,
                ["gen_ai.request.seed"] = 11L,
                ["gen_ai.output.type"] = "json",
                ["gen_ai.response.id"] = "r-1",
                ["gen_ai.response.model"] = "wire-2026",
                ["gen_ai.usage.input_tokens"] = 7,
                ["gen_ai.usage.output_tokens"] = 5,
                ["gen_ai.usage.cache_read.input_tokens"] = 3,
                ["assay.run"] = scope.Run,
                ["assay.benchmark"] = "b",
                ["assay.slice"] = "s",
                ["assay.model"] = "shown",
                ["assay.prompt"] = "p",
                ["assay.item"] = "i1",
                ["assay.sample"] = 2,
                ["assay.attempts"] = 1,
            },
            span.TagObjects.Where(static tag => tag.Value is not string[]).ToDictionary(static tag => tag.Key, static tag => tag.Value));
        Assert.Equal(["END"], (string[])span.GetTagItem("gen_ai.request.stop_sequences")!);
        Assert.Equal(["stop"], (string[])span.GetTagItem("gen_ai.response.finish_reasons")!);
    }

    [Fact]
    public void Engine_that_reads_items_alone_is_no_chat()
    {
        using var listening = new Listening(provider, scope.Run!);

        Generate(new Output("text"), EngineInput.Item);

        Assert.Equal("generate_content wire", Assert.Single(listening.Spans).DisplayName);
    }

    [Fact]
    public void Calls_of_an_engine_lie_within_its_span()
    {
        using var listening = new Listening(provider, scope.Run!);

        var trace = publisher.GenerationStarted(scope, Request(), EngineInput.Prompt);
        var within = Activity.Current;
        publisher.GenerationEnded(trace, new Output(""), null, 1);

        Assert.Same(Assert.Single(listening.Spans), within);
        Assert.NotSame(within, Activity.Current);
    }

    [Fact]
    public void Duration_and_tokens_are_measured_in_seconds_and_tokens()
    {
        using var listening = new Listening(provider, scope.Run!);

        Generate(new Output("text") { InputTokens = 7, OutputTokens = 5, ModelVersion = "wire-2026", TimeToFirstToken = TimeSpan.FromMilliseconds(250) });

        Assert.Equal(
            ["gen_ai.client.operation.duration 1.5 s", "gen_ai.client.operation.time_to_first_chunk 0.25 s", "gen_ai.client.token.usage 7 {token} input", "gen_ai.client.token.usage 5 {token} output"],
            listening.Measurements.Select(static one => FormattableString.Invariant($"{one.Name} {one.Value} {one.Unit} {one.Tags.GetValueOrDefault("gen_ai.token.type")}").TrimEnd()));
        Assert.All(listening.Measurements, static one => Assert.Equal(("chat", "wire", "wire-2026"), (one.Tags["gen_ai.operation.name"], one.Tags["gen_ai.request.model"], one.Tags["gen_ai.response.model"])));
    }

    [Fact]
    public void Failure_gives_span_measurement_and_events_its_code_and_no_secret()
    {
        using var listening = new Listening(provider, scope.Run!);

        var trace = publisher.GenerationStarted(scope, Request(), EngineInput.Prompt);
        clock.Advance(TimeSpan.FromSeconds(1));
        publisher.GenerationEnded(trace, null, new EngineException(ErrorCode.RateLimit, "Slow down, canary."), 4);

        var span = Assert.Single(listening.Spans);
        Assert.Equal((ActivityStatusCode.Error, "Slow down, ***.", "rate_limit"), (span.Status, span.StatusDescription, span.GetTagItem("error.type")));
        Assert.Equal("rate_limit", Assert.Single(listening.Measurements).Tags["error.type"]);
        Assert.Equal(
            [
                new TelemetryEvent.TrialStarted(scope, Clock.Start),
                new TelemetryEvent.ErrorOccurred(scope, Clock.Start.AddSeconds(1), RunStages.Generation, ErrorCode.RateLimit, "Slow down, ***."),
                new TelemetryEvent.TrialEnded(scope, Clock.Start.AddSeconds(1), TimeSpan.FromSeconds(1), 4, null, ErrorCode.RateLimit),
            ],
            events);
    }

    [Fact]
    public void Conversation_is_told_turn_by_turn_with_its_tools()
    {
        var call = new ConversationTurn(MessageRole.Assistant, "") { ToolName = "search", ToolCallId = "c1", Arguments = JsonValue.Parse("""{"q":1}""") };
        var result = new ConversationTurn(MessageRole.Tool, "found") { ToolName = "search", ToolCallId = "c1" };
        var words = new ConversationTurn(MessageRole.User, "and?");

        Generate(new Output("text") { Conversation = [call, result, words] });

        var now = Clock.Start.AddSeconds(1.5);
        Assert.Equal(
            [
                new TelemetryEvent.ConversationTurned(scope, now, 0, call),
                new TelemetryEvent.ToolCalled(scope, now, "search", "c1", call.Arguments),
                new TelemetryEvent.ConversationTurned(scope, now, 1, result),
                new TelemetryEvent.ToolReturned(scope, now, "search", "c1", "found"),
                new TelemetryEvent.ConversationTurned(scope, now, 2, words),
            ],
            events[1..^1]);
    }

    [Fact]
    public void Turn_that_was_told_of_when_it_was_said_is_not_told_of_again()
    {
        var (said, answered, later) = (new ConversationTurn(MessageRole.User, "and?"), new ConversationTurn(MessageRole.Assistant, "one"), new ConversationTurn(MessageRole.Tool, "found"));

        var trace = publisher.GenerationStarted(scope, Request(), EngineInput.Prompt);
        publisher.Turned(trace, answered);
        clock.Advance(TimeSpan.FromSeconds(1));
        publisher.Turned(trace, said);
        clock.Advance(TimeSpan.FromSeconds(1));
        publisher.GenerationEnded(trace, new Output("two") { Conversation = [answered, said, later] }, null, 2);

        Assert.Equal(
            [
                new TelemetryEvent.ConversationTurned(scope, Clock.Start, 0, answered),
                new TelemetryEvent.ConversationTurned(scope, Clock.Start.AddSeconds(1), 1, said),
                new TelemetryEvent.ConversationTurned(scope, Clock.Start.AddSeconds(2), 2, later),
            ],
            events[1..^1]);
    }

    [Fact]
    public void Turns_and_failed_attempts_are_events_of_the_generations_span_without_what_was_said()
    {
        using var listening = new Listening(provider, scope.Run!);

        var trace = publisher.GenerationStarted(scope, Request(), EngineInput.Prompt);
        publisher.AttemptFailed(trace, new EngineException(ErrorCode.Timeout, "slow canary"), 1);
        publisher.Turned(trace, new ConversationTurn(MessageRole.Assistant, "never in a span"));
        publisher.Turned(trace, new ConversationTurn(MessageRole.User, "never in a span"));
        publisher.Turned(trace, new ConversationTurn(MessageRole.Tool, "never in a span") { ToolName = "search", ToolCallId = "c1" });
        publisher.GenerationEnded(trace, null, new EngineException(ErrorCode.RateLimit, "too fast"), 4);

        Assert.Equal(
            [
                "exception: exception.type=timeout exception.message=slow *** assay.attempt=1",
                "gen_ai.assistant.message: gen_ai.message.role=assistant assay.turn=0",
                "gen_ai.user.message: gen_ai.message.role=user assay.turn=1",
                "gen_ai.tool.message: gen_ai.message.role=tool assay.turn=2 gen_ai.tool.name=search gen_ai.tool.call.id=c1",
                "exception: exception.type=rate_limit exception.message=too fast",
            ],
            Assert.Single(listening.Spans).Events.Select(static one => $"{one.Name}: {string.Join(' ', one.Tags.Select(static tag => $"{tag.Key}={tag.Value}"))}"));
    }

    [Fact]
    public async Task Tool_has_a_span_within_the_generations_that_says_how_it_failed()
    {
        using var listening = new Listening(provider, scope.Run!);
        var trace = publisher.GenerationStarted(scope, Request(), EngineInput.Prompt);
        var context = publisher.Observed(
            new Assay.Runtime.RuntimeContext
            {
                ToolHandlers = new Dictionary<string, IToolHandler>
                {
                    ["search"] = new FunctionToolHandler("search", "1", static (_, _, _) => ValueTask.FromResult("found")),
                    ["broken"] = new FunctionToolHandler("broken", "2", static (_, _, _) => throw new InvalidOperationException("a canary died")),
                },
            },
            trace);

        Assert.Equal("found", await context.ToolHandlers["search"].InvokeAsync(default, Request(), TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await context.ToolHandlers["broken"].InvokeAsync(default, Request(), TestContext.Current.CancellationToken));
        publisher.GenerationEnded(trace, new Output("text"), null, 1);

        var spans = listening.Spans.ToArray();
        Assert.Equal(["execute_tool search", "execute_tool broken"], spans.Take(2).Select(static span => span.DisplayName));
        Assert.All(spans.Take(2), span => Assert.Equal(("execute_tool", trace.Span!.SpanId), (span.GetTagItem("gen_ai.operation.name"), span.ParentSpanId)));
        Assert.Equal(
            (ActivityStatusCode.Unset, "search", ActivityStatusCode.Error, "a *** died", "System.InvalidOperationException"),
            (spans[0].Status, spans[0].GetTagItem("gen_ai.tool.name"), spans[1].Status, spans[1].StatusDescription, spans[1].GetTagItem("error.type")));
        Assert.Equal("2", context.ToolHandlers["broken"].Version);
    }

    [Fact]
    public void Extractor_is_told_with_what_it_found_or_why_it_failed()
    {
        publisher.ParseAttempted(scope, "letter", "regex", Extraction.NotFound("no canary here"), null, TimeSpan.FromMilliseconds(2));
        publisher.ParseAttempted(scope, "letter", "choice_letter", Extraction.NotFound("threw"), ErrorCode.ExtractorFailed, TimeSpan.Zero);

        Assert.Equal(
            [
                new TelemetryEvent.ExtractorAttempted(scope, Clock.Start, "letter", "regex", false, "no *** here", TimeSpan.FromMilliseconds(2)),
                new TelemetryEvent.ExtractorAttempted(scope, Clock.Start, "letter", "choice_letter", false, "threw", TimeSpan.Zero),
                new TelemetryEvent.ErrorOccurred(scope, Clock.Start, RunStages.Transform, ErrorCode.ExtractorFailed, "threw"),
            ],
            events);
    }

    [Fact]
    public void Extractor_has_a_span_as_long_as_it_took_that_says_whether_it_found_something()
    {
        using var listening = new Listening(provider, scope.Run!);

        publisher.ParseAttempted(scope, "letter", "regex", Extraction.NotFound("nothing"), null, TimeSpan.FromMilliseconds(2));
        publisher.ParseAttempted(scope, "letter", "choice_letter", Extraction.NotFound("canary threw"), ErrorCode.ExtractorFailed, TimeSpan.Zero);
        publisher.ParseAttempted(scope, "letter", "first_number", Extraction.Found(1L), null, TimeSpan.Zero);

        var spans = listening.Spans.ToArray();
        Assert.All(spans, static span => Assert.Equal(("extract letter", ActivityKind.Internal), (span.DisplayName, span.Kind)));
        Assert.Equal(
            [("regex", false, ActivityStatusCode.Unset), ("choice_letter", false, ActivityStatusCode.Error), ("first_number", true, ActivityStatusCode.Unset)],
            spans.Select(static span => ((string)span.GetTagItem("assay.extractor")!, (bool)span.GetTagItem("assay.extractor.success")!, span.Status)));
        Assert.Equal((TimeSpan.FromMilliseconds(2), "*** threw", "extractor_failed"), (spans[0].Duration, spans[1].StatusDescription, spans[1].GetTagItem("error.type")));
    }

    [Fact]
    public void Metric_is_a_span_and_two_events()
    {
        using var listening = new Listening(provider, scope.Run!);

        var trace = publisher.MetricStarted(scope, "accuracy");
        clock.Advance(TimeSpan.FromSeconds(2));
        publisher.MetricEnded(trace, 0.5, "half", null);

        var span = Assert.Single(listening.Spans);
        Assert.Equal(("evaluate accuracy", "accuracy", 0.5), (span.DisplayName, span.GetTagItem("gen_ai.evaluation.name"), span.GetTagItem("gen_ai.evaluation.score.value")));
        Assert.Equal(
            [
                new TelemetryEvent.MetricStarted(scope, Clock.Start, "accuracy"),
                new TelemetryEvent.MetricEnded(scope, Clock.Start.AddSeconds(2), "accuracy", 0.5, "half", null, TimeSpan.FromSeconds(2)),
            ],
            events);
    }

    [Fact]
    public void Metric_that_failed_says_why_without_secrets()
    {
        using var listening = new Listening(provider, scope.Run!);

        publisher.MetricEnded(publisher.MetricStarted(scope, "accuracy"), null, "threw canary", ErrorCode.MetricFailed);

        Assert.Equal((ActivityStatusCode.Error, "threw ***"), (listening.Spans.Single().Status, listening.Spans.Single().StatusDescription));
        Assert.Contains(new TelemetryEvent.ErrorOccurred(scope, Clock.Start, RunStages.Evaluation, ErrorCode.MetricFailed, "threw ***"), events);
        Assert.Equal(new TelemetryEvent.MetricEnded(scope, Clock.Start, "accuracy", null, "threw ***", ErrorCode.MetricFailed, TimeSpan.Zero), events[^1]);
    }

    [Fact]
    public void Work_that_was_given_up_ends_its_span_and_says_nothing()
    {
        using var listening = new Listening(provider, scope.Run!);

        TelemetryPublisher.GenerationStopped(publisher.GenerationStarted(scope, Request(), EngineInput.Prompt));
        TelemetryPublisher.MetricStopped(publisher.MetricStarted(scope, "accuracy"));

        Assert.Equal(2, listening.Spans.Count);
        Assert.Empty(listening.Measurements);
        Assert.Equal([typeof(TelemetryEvent.TrialStarted), typeof(TelemetryEvent.MetricStarted)], events.Select(static one => one.GetType()));
    }

    [Fact]
    public void Publisher_works_without_a_bus()
    {
        using var listening = new Listening(provider, scope.Run!);
        var silent = new TelemetryPublisher(null, new SecretRedactor([]), clock);

        Assert.True(silent.IsObserved);
        silent.GenerationEnded(silent.GenerationStarted(scope, Request(), EngineInput.Prompt), new Output(""), null, 1);

        Assert.Single(listening.Spans);
    }

    private void Generate(Output output, EngineInput input = EngineInput.Prompt)
    {
        var trace = publisher.GenerationStarted(scope, Request(), input);
        clock.Advance(TimeSpan.FromSeconds(1.5));
        publisher.GenerationEnded(trace, output, null, 1);
    }

    private EngineRequest Request() => new(
        new ModelSpec("shown", provider) { Name = "wire" },
        new InferenceParams { Temperature = 0.5, MaxTokens = 64, Stop = ["END"], ResponseFormat = "json_schema" },
        new Prompt(new Message(MessageRole.User, "never in a span")),
        new Item("i1", 1, "1"u8.ToArray()),
        11,
        2);

    private sealed class Clock : TimeProvider
    {
        public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        private TimeSpan elapsed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Start + elapsed;

        public override long GetTimestamp() => elapsed.Ticks;

        public void Advance(TimeSpan by) => elapsed += by;
    }
}
