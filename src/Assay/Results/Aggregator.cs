using Assay.Planning;
using Assay.Specs;
using Assay.Statistics;
using Assay.Storage;

namespace Assay.Results;

/// <summary>Aggregates the scores of tasks in one pass over what is stored.</summary>
/// <param name="tasks">The tasks, with the columns to aggregate.</param>
/// <param name="grouping">The columns of the table.</param>
/// <param name="options">Reduction and level.</param>
internal sealed class Aggregator(IReadOnlyList<TaskScope> tasks, Grouping grouping, AggregateOptions options)
{
    private readonly Dictionary<ValueList<string>, GroupAccumulator> groups = [];
    private readonly ItemClusters? clusters = ItemClusters.Of(tasks, grouping.Pools, !grouping.Keys.Contains(GroupKind.Slice));

    /// <summary>Reads the tasks and makes the table.</summary>
    public async ValueTask<AggregateTable> RunAsync(IRunStore store, CancellationToken cancellationToken)
    {
        StatisticsInput.RequireOpenUnit(options.Level, nameof(options.Level));
        foreach (var task in tasks)
            await AddAsync(store, task, cancellationToken);

        var metric = grouping.Keys.TakeWhile(static key => key.Kind != GroupKind.Metric).Count();
        var binary = groups.Values
            .GroupBy(group => group.Keys[metric], StringComparer.Ordinal)
            .ToDictionary(static byMetric => byMetric.Key, static byMetric => byMetric.All(static group => group.IsBinary), StringComparer.Ordinal);
        var rows = groups.Values
            .OrderBy(static group => group.Keys, KeyOrder.Instance)
            .Select(group => group.ToRow(options.Level, binary[group.Keys[metric]]));
        return new AggregateTable(grouping.Keys, ValueList.From(rows), Reductions.NameOf(tasks, options.Reduction), options.Level);
    }

    private async ValueTask AddAsync(IRunStore store, TaskScope task, CancellationToken cancellationToken)
    {
        if (task.Columns.Count == 0)
            return;
        Reductions.Require(task, options.Reduction);
        var buffer = new double[task.Slice.Samples];
        var current = new GroupAccumulator[task.Columns.Count];
        var (model, prompt, parameters) = (-1, -1, -1);
        await foreach (var row in TrialScan.ReadAsync(store, task, cancellationToken))
        {
            var cell = row.Cell;
            var moved = (cell.Model, cell.Prompt, cell.Params) != (model, prompt, parameters);
            (model, prompt, parameters) = (cell.Model, cell.Prompt, cell.Params);
            var cluster = clusters?.Of(task, cell.Item) ?? 0;
            for (var column = 0; column < current.Length; column++)
            {
                if (moved || grouping.VariesByTrial)
                    current[column] = GroupOf(task, cell, column, row);
                current[column].Add(TrialFigure.Of(row, column, options.Reduction ?? task.Columns[column].Reduction, buffer), cluster);
            }
        }
    }

    private GroupAccumulator GroupOf(TaskScope task, Cell cell, int column, TrialRow row)
    {
        var key = grouping.KeyOf(task, cell, column, StatusOf(row.Scores(column)));
        if (!groups.TryGetValue(key, out var group))
            groups.Add(key, group = new GroupAccumulator(key, clusters is not null));
        return group;
    }

    private static string StatusOf(ReadOnlySpan<SampleScore> samples)
    {
        foreach (var sample in samples)
        {
            if (sample.Failure is { } failure)
                return failure.Value;
        }

        return "ok";
    }
}
