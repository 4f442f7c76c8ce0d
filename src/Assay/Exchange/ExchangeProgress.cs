namespace Assay.Exchange;

/// <summary>How far an export or import is.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="Done">How many candidates (while planning) or lines are done.</param>
/// <param name="Total">How many there are; null when unknown.</param>
public sealed record ExchangeProgress(ExchangePhase Phase, long Done, long? Total)
{
    /// <summary>What it waits for, such as another process; null while it works.</summary>
    public string? Waiting { get; init; }
}
