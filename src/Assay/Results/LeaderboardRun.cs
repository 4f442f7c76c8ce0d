using Assay.Errors;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Results;

/// <summary>Ranks by a metric and compares each row with the leader.</summary>
/// <param name="tasks">The tasks, with the metric's columns.</param>
/// <param name="metric">The metric's name.</param>
/// <param name="options">Reduction, level, correction.</param>
internal sealed class LeaderboardRun(IReadOnlyList<TaskScope> tasks, string metric, LeaderboardOptions options)
{
    private readonly Grouping grouping = Grouping.Of(tasks, [GroupKind.Model], options.Across);
    private readonly bool higherIsBetter = DirectionOf(tasks, metric);

    /// <summary>Reads the figures and ranks.</summary>
    public async ValueTask<Leaderboard> RunAsync(IRunStore store, CancellationToken cancellationToken)
    {
        var aggregate = new AggregateOptions { Reduction = options.Reduction, Level = options.Level };
        var table = await new Aggregator(tasks, grouping, aggregate).RunAsync(store, cancellationToken);
        AggregateRow[] ranked = [.. table.Rows
            .OrderBy(static row => row.Mean is null)
            .ThenBy(row => higherIsBetter ? -row.Mean : row.Mean)
            .ThenBy(static row => row.Keys, KeyOrder.Instance)];
        var comparisons = ranked.Length < 2 || ranked[0].Mean is null ? [] : await CompareAsync(store, ranked, cancellationToken);

        var rows = new LeaderboardRow[ranked.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            int? rank = ranked[i].Mean is not { } mean ? null : i > 0 && ranked[i - 1].Mean == mean ? rows[i - 1].Rank : i + 1;
            rows[i] = RowOf(rank, ranked[i], ranked[0], i == 0 || comparisons.Count == 0 ? null : comparisons[i - 1]);
        }

        var shown = grouping.Keys.Select((key, i) => (key, i)).Where(static one => one.key != GroupKind.Metric).ToList();
        return new Leaderboard(
            metric,
            higherIsBetter,
            ValueList.From(shown.Select(static one => one.key)),
            ValueList.From(rows.Select(row => row with { Keys = ValueList.From(shown.Select(one => row.Figures.Keys[one.i])) })),
            Reductions.NameOf(tasks, options.Reduction),
            options.Level,
            options.Correction);
    }

    private async ValueTask<ValueList<ComparisonRow>> CompareAsync(IRunStore store, AggregateRow[] ranked, CancellationToken cancellationToken)
    {
        var matrices = new List<ScoreMatrix>(tasks.Count);
        foreach (var task in tasks)
            matrices.Add(await ScoreMatrix.ReadAsync(store, task, options.Reduction, cancellationToken));
        var blocks = matrices.SelectMany(ComparisonRun.BlocksOf).ToLookup(block => grouping.KeyOf(block.Task, block.Cell, block.Column, ""));
        var comparison = new ComparisonOptions { Level = options.Level, Correction = options.Correction, Resamples = options.Resamples, Seed = options.Seed };
        var comparer = new PairedComparer(comparison, ItemClusters.Of(tasks, grouping.Pools, poolsTasks: true), ComparisonRun.BinaryMetrics(matrices).Contains);
        foreach (var row in ranked.Skip(1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            comparer.Compare(row.Keys, ("leader", [.. blocks[ranked[0].Keys]]), ("row", [.. blocks[row.Keys]]), kind => !options.Across.Contains(kind));
        }

        return comparer.Finish();
    }

    private LeaderboardRow RowOf(int? rank, AggregateRow figures, AggregateRow leader, ComparisonRow? comparison)
    {
        var tie = (figures, comparison) switch
        {
            ({ Mean: null }, _) => LeaderTie.Unknown,
            (_, null) => LeaderTie.Leader,
            (_, { AdjustedPValue: { } p }) => p > 1 - options.Level ? LeaderTie.TiedByTest : LeaderTie.Behind,
            _ => (figures.Interval, leader.Interval) is ({ } own, { } best)
                ? own.Lower <= best.Upper && best.Lower <= own.Upper ? LeaderTie.TiedByOverlap : LeaderTie.Behind
                : LeaderTie.Unknown,
        };
        return new LeaderboardRow(rank, figures.Keys, figures, tie)
        {
            PairsWithLeader = comparison?.Pairs ?? 0,
            DeltaToLeader = comparison?.Delta,
            DeltaInterval = comparison?.Interval,
            AdjustedPValue = comparison?.AdjustedPValue,
        };
    }

    private static bool DirectionOf(IReadOnlyList<TaskScope> tasks, string metric)
    {
        bool[] directions = [.. tasks.SelectMany(static task => task.Columns).Select(static column => column.HigherIsBetter).Distinct()];
        return directions.Length == 1
            ? directions[0]
            : throw new AssayException(ErrorCode.ComparisonInvalid, $"A higher '{metric}' is better in one task and worse in another, so it cannot rank both; rank one task, or name the scores apart.");
    }
}
