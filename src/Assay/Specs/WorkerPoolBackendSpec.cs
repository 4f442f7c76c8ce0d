namespace Assay.Specs;

/// <summary>Work is persisted and leased by workers.</summary>
public sealed record WorkerPoolBackendSpec : ExecutionBackendSpec
{
    /// <summary>How long a worker may hold work without a sign of life, in seconds, longer than <see cref="PollSeconds"/>; 180 by default.</summary>
    public double LeaseTtlSeconds { get; init; } = 180;

    /// <summary>How often a worker looks for work, in seconds, above 0; 5 by default.</summary>
    public double PollSeconds { get; init; } = 5;

    /// <summary>What a worker must offer to take this project's work; empty for nothing.</summary>
    public ValueList<string> Tags { get; init; } = [];
}
