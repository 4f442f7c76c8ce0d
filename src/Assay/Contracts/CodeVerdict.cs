namespace Assay.Contracts;

/// <summary>What running code against its tests found.</summary>
/// <param name="Passed">The share of the tests that passed, from 0 to 1.</param>
/// <param name="Detail">What went wrong, for people; null for nothing.</param>
public readonly record struct CodeVerdict(double Passed, string? Detail = null);
