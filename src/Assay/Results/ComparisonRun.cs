using Assay.Errors;
using Assay.Statistics;
using Assay.Storage;

namespace Assay.Results;

/// <summary>Compares the models, prompts or params of one result.</summary>
/// <param name="tasks">The tasks, with the columns to compare.</param>
/// <param name="options">What is compared, and how.</param>
internal sealed class ComparisonRun(IReadOnlyList<TaskScope> tasks, ComparisonOptions options)
{
    private readonly Grouping grouping = GroupingOf(tasks, options);

    /// <summary>Reads the figures and compares.</summary>
    public async ValueTask<ComparisonTable> RunAsync(IRunStore store, CancellationToken cancellationToken)
    {
        StatisticsInput.RequireOpenUnit(options.Level, nameof(options.Level));
        var matrices = new List<ScoreMatrix>(tasks.Count);
        foreach (var task in tasks)
            matrices.Add(await ScoreMatrix.ReadAsync(store, task, options.Reduction, cancellationToken));
        var blocks = matrices.SelectMany(BlocksOf).ToList();
        var pairs = PairsOf([.. blocks.Select(block => block.ValueOf(options.Compare)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

        var comparer = new PairedComparer(options, ItemClusters.Of(tasks, grouping.Pools, !grouping.Keys.Contains(GroupKind.Slice)), BinaryMetrics(matrices).Contains);
        foreach (var group in blocks.GroupBy(block => grouping.KeyOf(block.Task, block.Cell, block.Column, "")).OrderBy(static group => group.Key, KeyOrder.Instance))
        {
            var sides = group.ToLookup(block => block.ValueOf(options.Compare), StringComparer.Ordinal);
            foreach (var (baseline, treatment) in pairs)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (sides.Contains(baseline) && sides.Contains(treatment))
                    comparer.Compare(group.Key, (baseline, [.. sides[baseline]]), (treatment, [.. sides[treatment]]), kind => kind == options.Compare);
            }
        }

        return new ComparisonTable(((GroupKey)options.Compare).Name, grouping.Keys, comparer.FinishWithPairs(), options.Correction, options.Level);
    }

    /// <summary>The names of the metrics all of whose figures are 0 or 1.</summary>
    public static HashSet<string> BinaryMetrics(IEnumerable<ScoreMatrix> matrices) => matrices
        .SelectMany(static matrix => matrix.Task.Columns.Select((column, i) => (column.Name, IsBinary: matrix.IsBinary(i))))
        .GroupBy(static metric => metric.Name, StringComparer.Ordinal)
        .Where(static metric => metric.All(static one => one.IsBinary))
        .Select(static metric => metric.Key)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>The blocks of a task, score by score.</summary>
    public static IEnumerable<ScoreBlock> BlocksOf(ScoreMatrix matrix) =>
        Enumerable.Range(0, matrix.Task.Columns.Count).SelectMany(column => matrix.Blocks().Select(cell => new ScoreBlock(matrix, cell, column)));

    private static Grouping GroupingOf(IReadOnlyList<TaskScope> tasks, ComparisonOptions options) =>
        options.Compare is GroupKind.Model or GroupKind.Prompt or GroupKind.Params
            ? Grouping.Of(tasks, options.GroupBy, options.Across, new HashSet<GroupKind> { options.Compare })
            : throw new AssayException(ErrorCode.OptionInvalid, $"'{((GroupKey)options.Compare).Name}' cannot be compared over the same items; compare model, prompt or params, and group by the rest.");

    private List<(string Baseline, string Treatment)> PairsOf(List<string> values)
    {
        Require(values, options.Baseline, "baseline");
        Require(values, options.Treatment, "treatment");
        if (options.Baseline is not null && options.Baseline == options.Treatment)
            throw new AssayException(ErrorCode.ComparisonInvalid, $"'{options.Baseline}' is both baseline and treatment; name two.");
        var pairs = new List<(string Baseline, string Treatment)>();
        for (var i = 0; i < values.Count; i++)
        {
            for (var j = 0; j < values.Count; j++)
            {
                var isAsked = (options.Baseline ?? values[i]) == values[i] && (options.Treatment ?? values[j]) == values[j];
                if (isAsked && (options.Baseline is null && options.Treatment is null ? i < j : i != j))
                    pairs.Add((values[i], values[j]));
            }
        }

        return pairs;
    }

    private void Require(List<string> values, string? value, string what)
    {
        if (value is not null && !values.Contains(value))
            throw new AssayException(ErrorCode.ComparisonInvalid, $"The results hold no {((GroupKey)options.Compare).Name} '{value}' to be the {what}; they hold: {(values.Count == 0 ? "none" : string.Join(", ", values))}.");
    }
}
