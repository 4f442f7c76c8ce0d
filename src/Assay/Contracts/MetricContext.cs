using Assay.Runtime;

namespace Assay.Contracts;

/// <summary>What a metric reads.</summary>
/// <param name="Item">The item that was asked about.</param>
/// <param name="Output">The engine's output.</param>
/// <param name="Parsed">The parsed value; null where the score names no parse, or the parse gave null.</param>
public readonly record struct MetricContext(Item Item, Output Output, object? Parsed)
{
    private readonly RuntimeContext? runtime;

    /// <summary>What the parse found; neither a value nor a reason where the score names no parse.</summary>
    public Extraction Extraction { get; init; }

    /// <summary>What belongs to this call of a run and never to identity; empty by default.</summary>
    public RuntimeContext Runtime
    {
        get => runtime ?? RuntimeContext.Empty;
        init => runtime = value;
    }

    /// <summary>The conversation that led to the output, as scores read it.</summary>
    public Transcript Transcript => Transcript.Of(Output);

    /// <summary>What metrics of one candidate have found that several of them read; null where a metric is called alone.</summary>
    internal EvaluationMemo? Memo { get; init; }

    /// <summary>The parsed value, or the reason why there is none, for metrics that score unreadable answers themselves (<see cref="IMetric.ReadsFailures"/>).</summary>
    /// <typeparam name="T">What the parse gives.</typeparam>
    /// <exception cref="InvalidCastException">The parse gave a value of another type.</exception>
    public Parsed<T> ParsedAs<T>() =>
        Extraction.Success ? Assay.Parsed.Found((T)Parsed!) : Assay.Parsed.Failed<T>(Extraction.Reason ?? "The parse found no value.");
}
