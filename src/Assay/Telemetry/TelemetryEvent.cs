using Assay.Errors;
using Assay.Specs;

namespace Assay.Telemetry;

/// <summary>Something that happened in a run. The kinds are the records nested here.</summary>
/// <param name="Scope">What it is about.</param>
/// <param name="Time">When it happened, by the run's clock.</param>
public abstract record TelemetryEvent(TelemetryScope Scope, DateTimeOffset Time)
{
    /// <summary>An engine is about to be asked for a candidate.</summary>
    /// <param name="Scope">The candidate.</param>
    /// <param name="Time">When.</param>
    public sealed record TrialStarted(TelemetryScope Scope, DateTimeOffset Time) : TelemetryEvent(Scope, Time);

    /// <summary>A candidate's generation is over.</summary>
    /// <param name="Scope">The candidate.</param>
    /// <param name="Time">When.</param>
    /// <param name="Duration">How long it took, waits between attempts included.</param>
    /// <param name="Attempts">How often the engine was asked; 0 where something failed before.</param>
    /// <param name="Output">What the engine gave; null where it failed.</param>
    /// <param name="Failure">Why it failed; null where it did not.</param>
    public sealed record TrialEnded(TelemetryScope Scope, DateTimeOffset Time, TimeSpan Duration, int Attempts, Output? Output, ErrorCode? Failure) : TelemetryEvent(Scope, Time);

    /// <summary>
    /// Something was said on the way to an output. Published when it is said: a scripted turn when it is sent, an answer when it is got,
    /// with what its engine recorded before it. What leads to the last answer alone is published when the generation is over.
    /// </summary>
    /// <param name="Scope">The candidate.</param>
    /// <param name="Time">When it was said, or when it became known.</param>
    /// <param name="Index">Its place in the conversation, from 0.</param>
    /// <param name="Turn">What was said by whom.</param>
    public sealed record ConversationTurned(TelemetryScope Scope, DateTimeOffset Time, int Index, ConversationTurn Turn) : TelemetryEvent(Scope, Time);

    /// <summary>A model called a tool. Published when its handler is called; for a tool that a provider ran itself, when the generation is over.</summary>
    /// <param name="Scope">The candidate.</param>
    /// <param name="Time">When it was called, or the generation was over.</param>
    /// <param name="Tool">The tool's name.</param>
    /// <param name="CallId">What ties the result to the call; null when unknown, as it is to handlers.</param>
    /// <param name="Arguments">The arguments; null for none.</param>
    public sealed record ToolCalled(TelemetryScope Scope, DateTimeOffset Time, string Tool, string? CallId, JsonValue? Arguments) : TelemetryEvent(Scope, Time);

    /// <summary>A tool gave its result. Published when its handler gave it; for a tool that a provider ran itself, and for a handler that threw, when the generation is over.</summary>
    /// <param name="Scope">The candidate.</param>
    /// <param name="Time">When it was given, or the generation was over.</param>
    /// <param name="Tool">The tool's name.</param>
    /// <param name="CallId">What ties the result to the call; null when unknown, as it is to handlers.</param>
    /// <param name="Result">What the model read.</param>
    public sealed record ToolReturned(TelemetryScope Scope, DateTimeOffset Time, string Tool, string? CallId, string Result) : TelemetryEvent(Scope, Time);

    /// <summary>An extractor of a parse was tried.</summary>
    /// <param name="Scope">The candidate.</param>
    /// <param name="Time">When.</param>
    /// <param name="Parse">The parse's id.</param>
    /// <param name="Extractor">The extractor's id.</param>
    /// <param name="Success">Whether it found a value.</param>
    /// <param name="Reason">Why it found none; null on success.</param>
    /// <param name="Duration">How long it took.</param>
    public sealed record ExtractorAttempted(TelemetryScope Scope, DateTimeOffset Time, string Parse, string Extractor, bool Success, string? Reason, TimeSpan Duration) : TelemetryEvent(Scope, Time);

    /// <summary>A metric is about to run.</summary>
    /// <param name="Scope">The candidate.</param>
    /// <param name="Time">When.</param>
    /// <param name="Score">What tables call the score.</param>
    public sealed record MetricStarted(TelemetryScope Scope, DateTimeOffset Time, string Score) : TelemetryEvent(Scope, Time);

    /// <summary>A metric is over.</summary>
    /// <param name="Scope">The candidate.</param>
    /// <param name="Time">When.</param>
    /// <param name="Score">What tables call the score.</param>
    /// <param name="Value">The score; null where the metric failed.</param>
    /// <param name="Explanation">Why, for people, or what went wrong, without secrets; null for none.</param>
    /// <param name="Failure">Why it failed; null where it did not.</param>
    /// <param name="Duration">How long it took.</param>
    public sealed record MetricEnded(TelemetryScope Scope, DateTimeOffset Time, string Score, double? Value, string? Explanation, ErrorCode? Failure, TimeSpan Duration) : TelemetryEvent(Scope, Time);

    /// <summary>Something failed: a generation, an extractor, a metric.</summary>
    /// <param name="Scope">The candidate.</param>
    /// <param name="Time">When.</param>
    /// <param name="Stage">Where it failed.</param>
    /// <param name="Code">What kind of failure it is.</param>
    /// <param name="Message">What happened, without secrets.</param>
    public sealed record ErrorOccurred(TelemetryScope Scope, DateTimeOffset Time, RunStages Stage, ErrorCode Code, string Message) : TelemetryEvent(Scope, Time);
}
