namespace Assay.Execution.Estimates;

/// <summary>What stored generations of a model took.</summary>
/// <param name="MeanOutputTokens">The mean of the tokens that one wrote; null when none says.</param>
/// <param name="CachedShare">The share of the tokens read that the provider had cached, from 0 to 1.</param>
internal readonly record struct ModelUsage(double? MeanOutputTokens, double CachedShare);
