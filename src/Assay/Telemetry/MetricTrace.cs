using System.Diagnostics;

namespace Assay.Telemetry;

/// <summary>A metric that is under way, for the publisher that began it.</summary>
/// <param name="Scope">The candidate.</param>
/// <param name="Score">What tables call the score.</param>
/// <param name="Span">The span; null where nobody listens to spans.</param>
/// <param name="Timestamp">When it began, by the run's clock.</param>
internal sealed record MetricTrace(TelemetryScope Scope, string Score, Activity? Span, long Timestamp);
