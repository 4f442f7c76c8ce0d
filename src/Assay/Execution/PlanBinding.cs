using System.Text;
using Assay.Identity;
using Assay.Planning;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>The rows of a plan and its definitions in one store.</summary>
/// <param name="PlanId">The plan's row.</param>
/// <param name="ModelIds">The row of each model.</param>
/// <param name="ParamsIds">The row of each set of params.</param>
/// <param name="ParseIds">The row of each parse.</param>
/// <param name="MetricIds">The row of each score's metric.</param>
/// <param name="Overlays">The scores' columns.</param>
internal sealed record PlanBinding(
    long PlanId,
    IReadOnlyList<long> ModelIds,
    IReadOnlyList<long> ParamsIds,
    IReadOnlyList<long> ParseIds,
    IReadOnlyList<long> MetricIds,
    IReadOnlyList<Overlay> Overlays)
{
    /// <summary>Finds or makes the rows.</summary>
    public static async ValueTask<PlanBinding> BindAsync(IRunStore store, PlannedSlice slice, CancellationToken cancellationToken)
    {
        var models = new List<long>();
        foreach (var model in slice.Models)
            models.Add(await store.InternAsync("model", KeyOf(model.Spec), SpecJson.Write(model.Spec), cancellationToken));
        var parameters = new List<long>();
        foreach (var set in slice.Experiment.Params)
            parameters.Add(await store.InternAsync("params", SpecDigest.Of(set), SpecJson.Write(set), cancellationToken));
        var parses = new List<long>();
        foreach (var parse in slice.Parses)
            parses.Add(await store.InternAsync("parse", parse.Identity, SpecJson.Write(parse.Spec), cancellationToken));
        var metrics = new List<long>();
        foreach (var score in slice.Scores)
            metrics.Add(await store.InternAsync("metric", score.Identity, SpecJson.Write(score.Metric), cancellationToken));
        var overlays = slice.Scores.Select((score, i) => new Overlay(score.ParseIndex < 0 ? 0 : parses[score.ParseIndex], metrics[i])).ToArray();
        var plan = new PlanRecord(slice.Key, slice.Experiment.Id, slice.Task.Id, slice.Count, SpecJson.Write(slice.Experiment));
        return new PlanBinding(await store.OpenPlanAsync(plan, cancellationToken), models, parameters, parses, metrics, overlays);
    }

    /// <summary>The identity of a model's row, which has its shown id.</summary>
    public static Hash128 KeyOf(ModelSpec model)
    {
        var digest = new Digest("model-row/1", stackalloc byte[256]);
        digest.Add(Encoding.UTF8.GetBytes(model.Id));
        digest.Add(SpecDigest.Of(model));
        return digest.Finish();
    }
}
