using Assay.Cli.Reading;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Cli.Figures;

/// <summary>Estimates a stored run from the store alone: what its generations took, times those that are missing.</summary>
internal static class StoredCosts
{
    /// <summary>A row for each slice and model, in the order of the plan.</summary>
    public static async Task<IReadOnlyList<RunCost>> ReadAsync(StorageBundle storage, RunView view, IReadOnlyList<PriceSpec> prices, CancellationToken cancellationToken)
    {
        var means = new Dictionary<string, (double? Input, double? Output, double Batched)>(StringComparer.Ordinal);
        foreach (var model in view.Candidates.GroupBy(static row => row.Model, StringComparer.Ordinal))
            means.Add(model.Key, await MeansAsync(storage, model, cancellationToken));
        var rows = new List<RunCost>();
        foreach (var group in view.Candidates.GroupBy(static row => (row.Plan, row.Model)))
        {
            var candidates = group.ToList();
            var stored = candidates.Where(static row => row.Generation.Status == GenerationStatus.Completed).Select(static row => row.Generation.Id).Distinct().LongCount();
            var missing = candidates.LongCount(static row => row.Generation.Status != GenerationStatus.Completed);
            var (input, output, batched) = means[group.Key.Model];
            var wire = group.Key.Plan.Experiment.Models.First(model => model.Id == group.Key.Model).WireName;
            var price = prices.FirstOrDefault(price => price.Model == wire);
            double? each = price is null || input is null || output is null ? null : (batched * price.CostOf(input.Value, 0, output.Value, true)) + ((1 - batched) * price.CostOf(input.Value, 0, output.Value, false));
            rows.Add(new RunCost(view.Run.Benchmark, group.Key.Plan.Slice, group.Key.Model)
            {
                Calls = missing,
                PromptTokens = missing == 0 ? 0 : input is null ? null : (long)Math.Round(missing * input.Value),
                CompletionTokens = missing == 0 ? 0 : output is null ? null : (long)Math.Round(missing * output.Value),
                Cost = missing == 0 ? 0 : missing * each,
                CallsOfAll = stored + missing,
                CostOfAll = (stored + missing) * each,
            });
        }

        return rows;
    }

    /// <summary>The means of tokens, and which share a provider's batches made.</summary>
    private static async Task<(double? Input, double? Output, double Batched)> MeansAsync(StorageBundle storage, IEnumerable<CandidateRow> rows, CancellationToken cancellationToken)
    {
        var (input, output, all, batched) = (new List<double>(), new List<double>(), 0, 0);
        var completed = rows.Where(static row => row.Generation.Status == GenerationStatus.Completed).Select(static row => row.Generation.Id).Distinct();
        await foreach (var details in storage.Projections.GenerationsAsync(completed, cancellationToken))
        {
            all++;
            batched += details.IsBatched ? 1 : 0;
            if (details.InputTokens is { } read)
                input.Add(read);
            if (details.OutputTokens is { } written)
                output.Add(written);
        }

        return (input.Count == 0 ? null : input.Average(), output.Count == 0 ? null : output.Average(), all == 0 ? 0 : (double)batched / all);
    }
}
