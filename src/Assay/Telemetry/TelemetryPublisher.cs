using System.Diagnostics;
using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Runtime;
using Assay.Specs;

namespace Assay.Telemetry;

/// <summary>
/// Tells the bus, the spans and the instruments what a run does. Its members do nothing while nobody listens, but their
/// arguments cost something: ask <see cref="IsObserved"/> first.
/// </summary>
/// <param name="bus">Told of events; null for nobody.</param>
/// <param name="redactor">Takes secrets out of messages.</param>
/// <param name="time">The run's clock.</param>
internal sealed class TelemetryPublisher(TelemetryBus? bus, SecretRedactor redactor, TimeProvider time)
{
    /// <summary>Whether anybody listens to events, spans or measurements.</summary>
    public bool IsObserved => bus is { IsObserved: true } || AssayDiagnostics.IsObserved;

    /// <summary>A generation begins. Its span is the current one from here on, so that calls of the engine lie within it.</summary>
    /// <param name="scope">The candidate.</param>
    /// <param name="request">What the engine is asked.</param>
    /// <param name="input">What the engine reads.</param>
    public GenerationTrace GenerationStarted(TelemetryScope scope, EngineRequest request, EngineInput input)
    {
        var operation = input.HasFlag(EngineInput.Prompt) ? "chat" : "generate_content";
        var span = AssayDiagnostics.Source.StartActivity($"{operation} {request.Model.WireName}", ActivityKind.Client);
        if (span is { IsAllDataRequested: true })
        {
            GenerationTags.AddRequest(span, request, operation);
            GenerationTags.AddScope(span, scope);
        }

        Publish(new TelemetryEvent.TrialStarted(scope, time.GetUtcNow()));
        return new GenerationTrace(scope, request, operation, span, time.GetTimestamp());
    }

    /// <summary>A generation is over.</summary>
    /// <param name="trace">What <see cref="GenerationStarted"/> gave.</param>
    /// <param name="output">What the engine gave; null where it failed.</param>
    /// <param name="failure">Why it failed; null where it did not.</param>
    /// <param name="attempts">How often the engine was asked.</param>
    public void GenerationEnded(GenerationTrace trace, Output? output, AssayException? failure, int attempts)
    {
        var duration = time.GetElapsedTime(trace.Timestamp);
        Measure(trace, output, failure?.Code, duration);
        foreach (var (index, turn) in (output?.Conversation ?? []).Index())
        {
            if (index >= trace.Turns.Count || trace.Turns[index] != turn)
                Tell(trace, index, turn);
        }

        if (trace.Span is { } span)
        {
            if (output is not null)
                GenerationTags.AddResponse(span, output);
            span.SetTag("assay.attempts", attempts);
            End(span, failure?.Code, failure is null ? null : MessageOf(failure));
        }

        if (bus is not { IsObserved: true })
            return;
        var now = time.GetUtcNow();
        if (failure is not null)
            Publish(new TelemetryEvent.ErrorOccurred(trace.Scope, now, RunStages.Generation, failure.Code, MessageOf(failure)));
        Publish(new TelemetryEvent.TrialEnded(trace.Scope, now, duration, attempts, output, failure?.Code));
    }

    /// <summary>Something was said on the way to an output, while the generation goes on.</summary>
    /// <param name="trace">What <see cref="GenerationStarted"/> gave.</param>
    /// <param name="turn">What was said by whom.</param>
    public void Turned(GenerationTrace trace, ConversationTurn turn)
    {
        trace.Turns.Add(turn);
        Tell(trace, trace.Turns.Count - 1, turn);
    }

    /// <summary>An attempt failed that is not the last.</summary>
    /// <param name="trace">What <see cref="GenerationStarted"/> gave.</param>
    /// <param name="failure">Why it failed.</param>
    /// <param name="attempt">The attempt, from 1.</param>
    public void AttemptFailed(GenerationTrace trace, AssayException failure, int attempt)
    {
        if (trace.Span is { } span)
            GenerationTags.AddError(span, failure.Code.Value, MessageOf(failure), attempt);
    }

    /// <summary>A handler that tells of its calls.</summary>
    public IToolHandler Observed(IToolHandler handler, GenerationTrace trace) => new ObservedToolHandler(handler, trace, this);

    /// <summary>The same context with handlers that tell of their calls.</summary>
    /// <param name="context">What belongs to the run alone.</param>
    /// <param name="trace">What <see cref="GenerationStarted"/> gave.</param>
    public RuntimeContext Observed(RuntimeContext context, GenerationTrace trace) => context.ToolHandlers.Count == 0
        ? context
        : context.With(context.ToolHandlers.ToDictionary(static pair => pair.Key, pair => Observed(pair.Value, trace), StringComparer.Ordinal));

    /// <summary>A tool's handler is about to be called. Its span is the current one from here on.</summary>
    /// <param name="trace">The generation.</param>
    /// <param name="tool">The tool's id.</param>
    /// <param name="arguments">The arguments.</param>
    public ToolTrace ToolStarted(GenerationTrace trace, string tool, JsonElement arguments)
    {
        var span = AssayDiagnostics.Source.StartActivity($"execute_tool {tool}");
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag("gen_ai.operation.name", "execute_tool");
            span.SetTag("gen_ai.tool.name", tool);
            GenerationTags.AddScope(span, trace.Scope);
        }

        trace.Tools.Add(tool, isResult: false);
        Publish(new TelemetryEvent.ToolCalled(trace.Scope, time.GetUtcNow(), tool, null, arguments.ValueKind == JsonValueKind.Undefined ? null : redactor.RedactJson(new JsonValue(arguments))));
        return new ToolTrace(trace, tool, span);
    }

    /// <summary>A tool's handler gave a result.</summary>
    /// <param name="call">What <see cref="ToolStarted"/> gave.</param>
    /// <param name="result">What the model reads.</param>
    public void ToolEnded(ToolTrace call, string result)
    {
        call.Span?.Dispose();
        call.Generation.Tools.Add(call.Tool, isResult: true);
        Publish(new TelemetryEvent.ToolReturned(call.Generation.Scope, time.GetUtcNow(), call.Tool, null, redactor.Redact(result)));
    }

    /// <summary>A tool's handler threw: what the model reads of it is up to the engine, and is told with the conversation.</summary>
    /// <param name="call">What <see cref="ToolStarted"/> gave.</param>
    /// <param name="failure">What it threw.</param>
    public void ToolFailed(ToolTrace call, Exception failure)
    {
        if (call.Span is not { } span)
            return;
        End(span, failure is AssayException known ? known.Code.Value : failure.GetType().FullName!, redactor.Redact(failure.Message));
    }

    /// <summary>A generation was given up: the run was stopped. Ends its span and says nothing else.</summary>
    public static void GenerationStopped(GenerationTrace trace) => trace.Span?.Dispose();

    /// <summary>An extractor of a parse was tried.</summary>
    /// <param name="scope">The candidate.</param>
    /// <param name="parse">The parse's id.</param>
    /// <param name="extractor">The extractor's id.</param>
    /// <param name="extraction">What it found, or why it found nothing.</param>
    /// <param name="failure">Its failure when it threw; null when it did not.</param>
    /// <param name="duration">How long it took.</param>
    public void ParseAttempted(TelemetryScope scope, string parse, string extractor, Extraction extraction, ErrorCode? failure, TimeSpan duration)
    {
        var now = time.GetUtcNow();
        var reason = redactor.Redact(extraction.Reason);
        if (AssayDiagnostics.Source.StartActivity($"extract {parse}", ActivityKind.Internal, default(ActivityContext), startTime: now - duration) is { } span)
        {
            span.SetTag("assay.parse", parse);
            span.SetTag("assay.extractor", extractor);
            span.SetTag("assay.extractor.success", extraction.Success);
            GenerationTags.AddScope(span, scope);
            span.SetEndTime(now.UtcDateTime);
            End(span, failure, failure is null ? null : reason);
        }

        if (bus is not { IsObserved: true })
            return;
        Publish(new TelemetryEvent.ExtractorAttempted(scope, now, parse, extractor, extraction.Success, reason, duration));
        if (failure is { } code)
            Publish(new TelemetryEvent.ErrorOccurred(scope, now, RunStages.Transform, code, reason ?? code.Value));
    }

    /// <summary>A metric begins. Its span is the current one from here on, so that calls of judges lie within it.</summary>
    /// <param name="scope">The candidate.</param>
    /// <param name="score">What tables call the score.</param>
    public MetricTrace MetricStarted(TelemetryScope scope, string score)
    {
        var span = AssayDiagnostics.Source.StartActivity($"evaluate {score}");
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag("gen_ai.operation.name", "evaluate");
            span.SetTag("gen_ai.evaluation.name", score);
            GenerationTags.AddScope(span, scope);
        }

        Publish(new TelemetryEvent.MetricStarted(scope, time.GetUtcNow(), score));
        return new MetricTrace(scope, score, span, time.GetTimestamp());
    }

    /// <summary>A metric is over.</summary>
    /// <param name="trace">What <see cref="MetricStarted"/> gave.</param>
    /// <param name="value">The score; null where the metric failed.</param>
    /// <param name="explanation">Why, or the failure in words; null for nothing.</param>
    /// <param name="failure">Why it failed; null where it did not.</param>
    public void MetricEnded(MetricTrace trace, double? value, string? explanation, ErrorCode? failure)
    {
        var duration = time.GetElapsedTime(trace.Timestamp);
        explanation = redactor.Redact(explanation);
        if (trace.Span is { } span)
        {
            span.SetTag("gen_ai.evaluation.score.value", value);
            End(span, failure, failure is null ? null : explanation);
        }

        if (bus is not { IsObserved: true })
            return;
        var now = time.GetUtcNow();
        if (failure is { } code)
            Publish(new TelemetryEvent.ErrorOccurred(trace.Scope, now, RunStages.Evaluation, code, explanation ?? code.Value));
        Publish(new TelemetryEvent.MetricEnded(trace.Scope, now, trace.Score, value, explanation, failure, duration));
    }

    /// <summary>A metric was given up: the run was stopped. Ends its span and says nothing else.</summary>
    public static void MetricStopped(MetricTrace trace) => trace.Span?.Dispose();

    private static void Measure(GenerationTrace trace, Output? output, ErrorCode? failure, TimeSpan duration)
    {
        if (!AssayDiagnostics.IsObserved)
            return;
        var tags = GenerationTags.OfMeasurement(trace, output, failure);
        AssayDiagnostics.OperationDuration.Record(duration.TotalSeconds, tags);
        if (output?.TimeToFirstToken is { } first)
            AssayDiagnostics.TimeToFirstChunk.Record(first.TotalSeconds, tags);
        RecordTokens(output?.InputTokens, "input");
        RecordTokens(output?.OutputTokens, "output");

        void RecordTokens(int? count, string type)
        {
            if (count is not { } tokens)
                return;
            var typed = tags;
            typed.Add("gen_ai.token.type", type);
            AssayDiagnostics.TokenUsage.Record(tokens, typed);
        }
    }

    /// <summary>Tells of a turn, and of the call of a tool in it unless that was told of when it happened: a provider made it itself.</summary>
    private void Tell(GenerationTrace trace, int index, ConversationTurn turn)
    {
        var scope = trace.Scope;
        if (trace.Span is { IsAllDataRequested: true } span)
            GenerationTags.AddTurn(span, index, turn);
        if (bus is not { IsObserved: true })
            return;
        var now = time.GetUtcNow();
        Publish(new TelemetryEvent.ConversationTurned(scope, now, index, turn));
        if (turn.ToolName is not { } tool || trace.Tools.TryTake(tool, turn.Role == MessageRole.Tool))
            return;
        Publish(turn.Role == MessageRole.Tool
            ? new TelemetryEvent.ToolReturned(scope, now, tool, turn.ToolCallId, turn.Text)
            : new TelemetryEvent.ToolCalled(scope, now, tool, turn.ToolCallId, turn.Arguments));
    }

    private static void End(Activity span, ErrorCode? failure, string? message) => End(span, failure?.Value, message);

    private static void End(Activity span, string? error, string? message)
    {
        if (error is not null)
        {
            GenerationTags.AddError(span, error, message, null);
            span.SetTag("error.type", error);
            span.SetStatus(ActivityStatusCode.Error, message);
        }

        span.Dispose();
    }

    private string MessageOf(AssayException failure) => redactor.Redact(string.Join(' ', failure.Problems.Select(static problem => problem.Message)));

    private void Publish(TelemetryEvent what) => bus?.Publish(what);
}
