using Assay.Storage;

namespace Assay.Execution.Estimates;

/// <summary>What stored generations of a model took.</summary>
/// <param name="MeanOutputTokens">The mean of the tokens that one wrote; null when none says.</param>
/// <param name="CachedShare">The share of the tokens read that the provider had cached, from 0 to 1.</param>
internal readonly record struct ModelUsage(double? MeanOutputTokens, double CachedShare)
{
    /// <summary>The mean of the tokens that one read; null when none says.</summary>
    public double? MeanInputTokens { get; init; }

    /// <summary>How many stored generations are looked at: the newest.</summary>
    private const int Most = 256;

    /// <summary>Reads it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="modelIds">The model's definition rows.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async ValueTask<ModelUsage> ReadAsync(IProjectionReader store, IEnumerable<long> modelIds, CancellationToken cancellationToken)
    {
        long written = 0, generations = 0, read = 0, readers = 0, cached = 0;
        foreach (var model in modelIds.Distinct())
        {
            foreach (var id in await store.FindNewestAsync(model, Most, cancellationToken))
            {
                if (await store.ReadGenerationAsync(id, cancellationToken) is not { } details)
                    continue;
                generations += details.OutputTokens is null ? 0 : 1;
                written += details.OutputTokens ?? 0;
                readers += details.InputTokens is null ? 0 : 1;
                read += details.InputTokens ?? 0;
                cached += details.CachedInputTokens ?? 0;
            }
        }

        return new ModelUsage(generations == 0 ? null : (double)written / generations, read == 0 ? 0 : Math.Min(1, (double)cached / read)) { MeanInputTokens = readers == 0 ? null : (double)read / readers };
    }
}
