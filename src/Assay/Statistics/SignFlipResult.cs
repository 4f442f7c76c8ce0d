namespace Assay.Statistics;

/// <summary>The outcome of a two-sided sign-flip permutation test.</summary>
/// <param name="PValue">Two-sided, from 0 to 1; 1 when every difference is 0.</param>
/// <param name="Exact">Whether all sign flips were counted.</param>
/// <param name="Resamples">How many random sign flips were drawn; 0 when exact.</param>
public sealed record SignFlipResult(double PValue, bool Exact, int Resamples);
