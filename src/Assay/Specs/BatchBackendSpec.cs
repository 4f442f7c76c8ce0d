namespace Assay.Specs;

/// <summary>Generations are handed to a provider's batch interface; what it cannot take, and what other providers answer, is asked directly.</summary>
/// <param name="Provider">The id of the engine that submits batches.</param>
public sealed record BatchBackendSpec(string Provider) : ExecutionBackendSpec
{
    /// <summary>How often a batch's state is asked for, in seconds, above 0; 30 by default.</summary>
    public double PollSeconds { get; init; } = 30;

    /// <summary>How many bytes the file of one batch holds at most, from 1,000 to 1,000,000,000; 100,000,000 by default.</summary>
    public long MaxBytes { get; init; } = 100_000_000;

    /// <summary>How many items one batch holds at most, from 1 to 1,000,000; 250 by default.</summary>
    public int MaxItems { get; init; } = 250;
}
