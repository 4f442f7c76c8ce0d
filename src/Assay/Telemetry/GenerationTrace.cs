using System.Diagnostics;
using Assay.Contracts;

namespace Assay.Telemetry;

/// <summary>A generation that is under way, for the publisher that began it.</summary>
/// <param name="Scope">The candidate.</param>
/// <param name="Request">What the engine is asked.</param>
/// <param name="Operation">The operation's name in the conventions.</param>
/// <param name="Span">The span; null where nobody listens to spans.</param>
/// <param name="Timestamp">When it began, by the run's clock.</param>
internal sealed record GenerationTrace(TelemetryScope Scope, EngineRequest Request, string Operation, Activity? Span, long Timestamp)
{
    /// <summary>The calls of tools that were told of while it was under way.</summary>
    public ToolTally Tools { get; } = new();

    /// <summary>The turns that were told of while it was under way, in order.</summary>
    public List<ConversationTurn> Turns { get; } = [];
}
