using Assay.Runtime;

namespace Assay.Contracts;

/// <summary>What a metric reads.</summary>
/// <param name="Item">The item that was asked about.</param>
/// <param name="Output">The engine's output.</param>
/// <param name="Parsed">The parsed value; null where the score names no parse, or the parse gave null.</param>
public readonly record struct MetricContext(Item Item, Output Output, object? Parsed)
{
    private readonly RuntimeContext? runtime;

    /// <summary>What belongs to this call of a run and never to identity; empty by default.</summary>
    public RuntimeContext Runtime
    {
        get => runtime ?? RuntimeContext.Empty;
        init => runtime = value;
    }
}
