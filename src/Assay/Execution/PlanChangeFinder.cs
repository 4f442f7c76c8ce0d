using Assay.Planning;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>
/// Tells why stored outputs are to be scored: what stands in the store for a few of them is compared, id by id, with what is
/// asked for now.
/// </summary>
internal sealed class PlanChangeFinder(IProjectionReader projections, PlannedSlice slice, PlanBinding binding, StageColumns columns)
{
    // A candidate that failed under the present spec says nothing of an earlier one; more than a few of them are no accident.
    private const int Looks = 8;

    private readonly long[] open = new long[columns.Overlays.Count];
    private readonly List<long>[] generations = [.. columns.Overlays.Select(static _ => new List<long>(Looks))];

    /// <summary>Takes note of a candidate whose output is stored and of which scores or parses are missing.</summary>
    public void Add(PartlyDone candidate)
    {
        for (var column = 0; column < open.Length; column++)
        {
            if (!candidate.Columns[column])
                Add(column, candidate.GenerationId);
        }
    }

    /// <summary>Finds what changed, parses first, each with the work that it makes.</summary>
    public async ValueTask<IReadOnlyList<PlanChange>> FindAsync(CancellationToken cancellationToken)
    {
        var changes = new List<PlanChange>();
        for (var column = 0; column < open.Length; column++)
        {
            if (open[column] > 0 && await CauseAsync(column, cancellationToken) is { } cause)
                Merge(changes, cause);
        }

        return [.. changes.OrderBy(static change => change.Part == "parse" ? 0 : 1)];
    }

    private void Add(int column, long generation)
    {
        open[column]++;
        if (generations[column].Count < Looks)
            generations[column].Add(generation);
    }

    private async ValueTask<PlanChange?> CauseAsync(int column, CancellationToken cancellationToken)
    {
        var overlay = columns.Overlays[column];
        foreach (var generation in generations[column])
        {
            if (await ParseCauseAsync(column, overlay, generation, cancellationToken) is { } parse)
                return parse;
            if (column < columns.Scores && await MetricCauseAsync(column, overlay, generation, cancellationToken) is { } metric)
                return metric;
        }

        return null;
    }

    private async ValueTask<PlanChange?> ParseCauseAsync(int column, Overlay overlay, long generation, CancellationToken cancellationToken)
    {
        if (overlay.ParseId == 0)
            return null;
        var stored = await projections.ReadTransformsAsync(generation, cancellationToken);
        if (stored.Any(parse => parse.ParseId == overlay.ParseId))
            return null;
        var id = slice.Parses[IndexOf(binding.ParseIds, overlay.ParseId)].Spec.Id;
        var isKnown = stored.Any(parse => SpecJson.Read<ParseSpec>(parse.ParseJson).Id == id);
        return new PlanChange("parse", id, !isKnown, column < columns.Scores ? open[column] : 0, open[column]);
    }

    private async ValueTask<PlanChange?> MetricCauseAsync(int column, Overlay overlay, long generation, CancellationToken cancellationToken)
    {
        var score = slice.Scores[column];
        var stored = await projections.ReadEvaluationsAsync(generation, itemRow: null, cancellationToken);
        if (stored.Any(evaluation => evaluation.MetricId == overlay.MetricId && evaluation.ParseId == overlay.ParseId))
            return null;
        var isKnown = stored.Any(evaluation => SpecJson.Read<MetricSpec>(evaluation.MetricJson).Id == score.Metric.Id);
        return new PlanChange("metric", score.Name, !isKnown, open[column], 0);
    }

    /// <summary>Several scores that read one changed parse are one change.</summary>
    private static void Merge(List<PlanChange> changes, PlanChange change)
    {
        var index = change.Part == "parse" ? changes.FindIndex(known => known.Part == change.Part && known.Id == change.Id) : -1;
        if (index < 0)
            changes.Add(change);
        else
            changes[index] = changes[index] with { Scores = changes[index].Scores + change.Scores, Parses = Math.Max(changes[index].Parses, change.Parses) };
    }

    private static int IndexOf(IReadOnlyList<long> rows, long row)
    {
        var index = 0;
        while (rows[index] != row)
            index++;
        return index;
    }
}
