namespace Assay.Specs;

/// <summary>Generations are handed to a provider's batch interface.</summary>
/// <param name="Provider">The id of the engine that submits batches.</param>
public sealed record BatchBackendSpec(string Provider) : ExecutionBackendSpec
{
    /// <summary>How often a batch's state is asked for, in seconds, above 0; 30 by default.</summary>
    public double PollSeconds { get; init; } = 30;

    /// <summary>How many items one batch holds at most, from 1 to 1,000,000; 250 by default.</summary>
    public int MaxItems { get; init; } = 250;
}
