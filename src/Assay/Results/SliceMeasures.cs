using Assay.Execution;
using Assay.Specs;
using Assay.Statistics;
using Assay.Storage;

namespace Assay.Results;

/// <summary>Reads what a slice's generations took, for the limits of its benchmark.</summary>
/// <param name="run">The slice, as its run prepared it.</param>
/// <param name="projections">How things stand in the store.</param>
/// <param name="prices">The project's prices.</param>
internal sealed class SliceMeasures(PreparedRun run, IProjectionReader projections, ValueList<PriceSpec> prices)
{
    /// <summary>The figures that the benchmark has limits on; those that the store cannot tell are left out.</summary>
    public async Task<IReadOnlyList<MeasuredFigure>> ReadAsync(CancellationToken cancellationToken)
    {
        var (slice, binding) = (run.Tasks[0].Slice, run.Tasks[0].Binding);
        if (slice.Benchmark is not { Limits.Count: > 0 } benchmark || slice.Items.Count == 0)
            return [];
        var block = (long)slice.Items.Count * slice.Samples;
        var takings = new List<(double Seconds, double? Cost)>[slice.Count / block];
        await foreach (var stored in run.Store.ReadCandidatesAsync(binding.PlanId, binding.Overlays, cancellationToken))
        {
            var model = slice.Models[slice.CellOf(stored.Ordinal).Model].Spec;
            if (stored.Generation.Status == GenerationStatus.Completed && await projections.ReadGenerationAsync(stored.Generation.Id, cancellationToken) is { } details)
                (takings[stored.Ordinal / block] ??= []).Add((details.Duration.TotalSeconds, CostOf(details, model)));
        }

        var figures = new List<MeasuredFigure>();
        for (var i = 0; i < takings.Length; i++)
        {
            if (takings[i] is not { } taken)
                continue;
            var cell = slice.CellOf(i * block);
            foreach (var measure in benchmark.Limits.Select(static limit => limit.Measure).Distinct())
            {
                if (Of(measure, taken, slice.Samples) is not { } value)
                    continue;
                figures.Add(new MeasuredFigure(
                    slice.Models[cell.Model].Spec.Id,
                    slice.Prompts[cell.Prompt].Spec?.Id ?? "",
                    slice.Experiment.Params.Count == 1 ? "" : SpecJson.Write(slice.Experiment.Params[cell.Params]),
                    measure,
                    value));
            }
        }

        return figures;
    }

    private static double? Of(LimitMeasure measure, List<(double Seconds, double? Cost)> taken, int samples)
    {
        if (measure == LimitMeasure.CostPerItem)
            return taken.TrueForAll(static one => one.Cost is not null) ? taken.Average(static one => one.Cost!.Value) * samples : null;
        double[] seconds = [.. taken.Select(static one => one.Seconds).Order()];
        return Quantiles.OfSorted(seconds, 0.95);
    }

    private double? CostOf(GenerationDetails details, ModelSpec model)
    {
        if (prices.FirstOrDefault(price => price.Model == model.WireName) is not { } price || details.InputTokens is not { } input || details.OutputTokens is not { } output)
            return null;
        return price.CostOf(input, Math.Min(details.CachedInputTokens ?? 0, input), output, details.IsBatched);
    }
}
