using Assay.Specs;
using Assay.Statistics;

namespace Assay.Results;

/// <summary>Compares two results, slice by slice, over the items that both hold with one content.</summary>
/// <param name="baseline">The result that is compared with.</param>
/// <param name="treatment">The result that is compared.</param>
/// <param name="metric">The one metric to compare; every one when null.</param>
/// <param name="options">How; what is compared and between which values plays no part.</param>
internal sealed class RunComparison(RunResult baseline, RunResult treatment, string? metric, ComparisonOptions options)
{
    private static readonly GroupKind[] Treatments = [GroupKind.Model, GroupKind.Prompt, GroupKind.Params];

    /// <summary>Reads the figures of both and compares.</summary>
    public async ValueTask<ComparisonTable> RunAsync(CancellationToken cancellationToken)
    {
        StatisticsInput.RequireOpenUnit(options.Level, nameof(options.Level));
        var (before, after) = (await ReadAsync(baseline, cancellationToken), await ReadAsync(treatment, cancellationToken));
        IReadOnlyList<TaskScope> old = [.. before.Select(static matrix => matrix.Task)];
        var erased = Treatments.Where(kind => !options.GroupBy.Contains(kind) && HasOne(before, kind) && HasOne(after, kind)).ToHashSet();
        var across = ValueList.From(options.Across.Where(kind => !erased.Contains(kind)));
        var grouping = Grouping.Of([.. old, .. after.Select(static matrix => matrix.Task)], options.GroupBy, across, erased);

        var binary = ComparisonRun.BinaryMetrics(before.Concat(after));
        var comparer = new PairedComparer(options, ItemClusters.Of(old, grouping.Pools, !grouping.Keys.Contains(GroupKind.Slice)), binary.Contains);
        var left = Groups(before, grouping);
        var right = Groups(after, grouping);
        foreach (var key in left.Select(static group => group.Key).Union(right.Select(static group => group.Key)).Order(KeyOrder.Instance))
        {
            cancellationToken.ThrowIfCancellationRequested();
            comparer.Compare(key, (baseline.RunId.Short, [.. left[key]]), (treatment.RunId.Short, [.. right[key]]), erased.Contains);
        }

        return new ComparisonTable("run", grouping.Keys, comparer.FinishWithPairs(), options.Correction, options.Level);
    }

    private async ValueTask<List<ScoreMatrix>> ReadAsync(RunResult result, CancellationToken cancellationToken)
    {
        var matrices = new List<ScoreMatrix>();
        foreach (var task in result.TasksOfMetric(metric))
            matrices.Add(await ScoreMatrix.ReadAsync(result.Source.Store, task, options.Reduction, cancellationToken));
        return matrices;
    }

    private static bool HasOne(IEnumerable<ScoreMatrix> matrices, GroupKind kind) =>
        matrices.SelectMany(ComparisonRun.BlocksOf).Select(block => block.ValueOf(kind)).Distinct(StringComparer.Ordinal).Take(2).Count() < 2;

    private static ILookup<ValueList<string>, ScoreBlock> Groups(IEnumerable<ScoreMatrix> matrices, Grouping grouping) =>
        matrices.SelectMany(ComparisonRun.BlocksOf).ToLookup(block => grouping.KeyOf(block.Task, block.Cell, block.Column, ""));
}
