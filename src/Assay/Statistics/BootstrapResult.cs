namespace Assay.Statistics;

/// <summary>A bootstrap of a mean.</summary>
/// <param name="Mean">The mean of the values given.</param>
/// <param name="Interval">The bias-corrected accelerated interval.</param>
/// <param name="StandardError">The standard deviation of the resampled means; 0 when all values are equal.</param>
/// <param name="Resamples">How many resamples were drawn; 0 when all values are equal.</param>
/// <param name="Seed">The seed of the draws.</param>
public sealed record BootstrapResult(double Mean, ConfidenceInterval Interval, double StandardError, int Resamples, ulong Seed);
