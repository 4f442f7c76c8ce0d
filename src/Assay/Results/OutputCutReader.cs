using Assay.Errors;
using Assay.Execution;
using Assay.Planning;
using Assay.Specs;
using Assay.Storage;
using Assay.Text;

namespace Assay.Results;

/// <summary>Reads short cuts of a few outputs of a slice.</summary>
/// <param name="run">The slice, planned and not run again.</param>
/// <param name="projections">Say why a generation failed; null where the store has none.</param>
/// <param name="scrub">Scrubs user text, before it is cut.</param>
internal sealed class OutputCutReader(PreparedRun run, IProjectionReader? projections, Func<string, string> scrub)
{
    /// <summary>Reads them.</summary>
    /// <param name="places">Where.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Aligned with the places; null where the slice has no such place or nothing is stored.</returns>
    public async ValueTask<IReadOnlyList<OutputCut?>> ReadAsync(IReadOnlyList<OutputPlace> places, CancellationToken cancellationToken)
    {
        var slice = run.Tasks[0].Slice;
        var wanted = places.Select(static place => place.ItemId).ToHashSet(StringComparer.Ordinal);
        var items = slice.Items.Index().Where(item => wanted.Contains(item.Item.Id)).ToDictionary(static item => item.Item.Id, static item => item.Index, StringComparer.Ordinal);
        var cuts = new OutputCut?[places.Count];
        for (var i = 0; i < cuts.Length; i++)
        {
            if (OrdinalOf(slice, items, places[i]) is { } ordinal)
                cuts[i] = await ReadAsync(ordinal, cancellationToken);
        }

        return cuts;
    }

    private static long? OrdinalOf(PlannedSlice slice, Dictionary<string, int> items, OutputPlace place)
    {
        var model = slice.Models.Index().FirstOrDefault(model => model.Item.Spec.Id == place.Model, (-1, null!)).Index;
        var prompt = slice.Prompts.Index().FirstOrDefault(prompt => (prompt.Item.Spec?.Id ?? "") == place.Prompt, (-1, null!)).Index;
        var parameters = place.Params.Length == 0 ? 0 : slice.Experiment.Params.Index().FirstOrDefault(set => SpecJson.Write(set.Item) == place.Params, (-1, null!)).Index;
        return model < 0 || prompt < 0 || parameters < 0 || place.Sample < 0 || place.Sample >= slice.Samples || !items.TryGetValue(place.ItemId, out var item)
            ? null
            : slice.OrdinalOf(new Cell(model, prompt, parameters, item, place.Sample));
    }

    private async ValueTask<OutputCut?> ReadAsync(long ordinal, CancellationToken cancellationToken)
    {
        var generation = default(StoredGeneration);
        await foreach (var candidate in run.Store.ReadCandidatesAsync(run.Tasks[0].Binding.PlanId, [], ordinal, 1, cancellationToken))
            generation = candidate.Generation;
        if (generation.Status == GenerationStatus.Completed)
            return new OutputCut(LineCut.Of(scrub((await run.Store.ReadOutputAsync(generation.Id, cancellationToken)).Text)));
        if (generation.Status != GenerationStatus.Failed)
            return null;
        var details = projections is null ? null : await projections.ReadGenerationAsync(generation.Id, cancellationToken);
        return new OutputCut(LineCut.Of(scrub(details?.FailureMessage ?? "")), generation.Failure ?? ErrorCode.GenerationMissing);
    }
}
