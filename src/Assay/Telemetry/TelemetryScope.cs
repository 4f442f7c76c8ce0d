namespace Assay.Telemetry;

/// <summary>What an event is about, as far as that is known.</summary>
public sealed record TelemetryScope
{
    /// <summary>The run's id; null when unknown.</summary>
    public string? Run { get; init; }

    /// <summary>The benchmark's or experiment's id; null when unknown.</summary>
    public string? Benchmark { get; init; }

    /// <summary>The slice's or task's id; null when unknown.</summary>
    public string? Slice { get; init; }

    /// <summary>The model's id; null when unknown.</summary>
    public string? Model { get; init; }

    /// <summary>The prompt variant's id; null where there is none.</summary>
    public string? Prompt { get; init; }

    /// <summary>The item's id; null when unknown.</summary>
    public string? Item { get; init; }

    /// <summary>Which candidate of its trial, from 0; null when unknown.</summary>
    public int? Sample { get; init; }
}
