using System.Diagnostics;

namespace Assay.Telemetry;

/// <summary>A call of a tool that is under way, for the publisher that began it.</summary>
/// <param name="Generation">The generation in which it is called.</param>
/// <param name="Tool">The tool's id.</param>
/// <param name="Span">The span; null where nobody listens to spans.</param>
internal sealed record ToolTrace(GenerationTrace Generation, string Tool, Activity? Span);
