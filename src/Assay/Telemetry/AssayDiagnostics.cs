using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Assay.Telemetry;

/// <summary>
/// What runs say to OpenTelemetry and its like, in the names of its conventions for generative AI
/// (<see href="https://opentelemetry.io/docs/specs/semconv/gen-ai/"/>). Add the source and the meter, both named
/// <see cref="Name"/>, to a tracer and a meter provider. Nothing is measured while nobody listens.
/// </summary>
/// <remarks>
/// Spans: one a generation (<c>chat MODEL</c>, or <c>generate_content MODEL</c> where the engine reads items alone), one a call of
/// a tool's handler within it (<c>execute_tool TOOL</c>), one an extractor of a parse (<c>extract PARSE</c>) and one a metric
/// (<c>evaluate SCORE</c>). Events of a generation's span: its turns (<c>gen_ai.ROLE.message</c>) and what failed (<c>exception</c>). Instruments: <c>gen_ai.client.operation.duration</c> (seconds),
/// <c>gen_ai.client.token.usage</c> (tokens, by <c>gen_ai.token.type</c>) and <c>gen_ai.client.operation.time_to_first_chunk</c>
/// (seconds, where an engine measured it). Neither prompts nor outputs are in them.
/// </remarks>
public static class AssayDiagnostics
{
    /// <summary>The name of the source and of the meter: <c>Assay</c>.</summary>
    public const string Name = "Assay";

    // The boundaries that the conventions advise.
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92] };
    private static readonly InstrumentAdvice<long> Tokens = new() { HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864] };

    /// <summary>The source of spans.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>The meter.</summary>
    public static Meter Meter { get; } = new(Name);

    internal static Histogram<double> OperationDuration { get; } =
        Meter.CreateHistogram("gen_ai.client.operation.duration", "s", "How long a generation took.", tags: null, Seconds);

    internal static Histogram<long> TokenUsage { get; } =
        Meter.CreateHistogram("gen_ai.client.token.usage", "{token}", "How many tokens a generation read and gave.", tags: null, Tokens);

    internal static Histogram<double> TimeToFirstChunk { get; } =
        Meter.CreateHistogram("gen_ai.client.operation.time_to_first_chunk", "s", "How long the first part of an output took.", tags: null, Seconds);

    internal static bool IsObserved =>
        Source.HasListeners() || OperationDuration.Enabled || TokenUsage.Enabled || TimeToFirstChunk.Enabled;
}
