namespace Samples.Ahead;

/// <summary>What a reader answers.</summary>
/// <param name="Total">The sum that it found, in euros.</param>
public sealed record Amount(decimal Total);
