using Assay.Results;

namespace Assay.Reporting;

/// <summary>The figures that a summary shows.</summary>
/// <param name="Result">The results.</param>
/// <param name="Totals">How many candidates there are, and how they stand.</param>
/// <param name="Aggregates">The aggregates.</param>
/// <param name="Boards">A leaderboard for each metric.</param>
internal sealed record ResultSummary(RunResult Result, ResultTotals Totals, AggregateTable Aggregates, IReadOnlyList<Leaderboard> Boards)
{
    /// <summary>The scores of whole slices; empty where there are none.</summary>
    public IReadOnlyList<ItemScore> SliceScores { get; init; } = [];

    public static async Task<ResultSummary> ReadAsync(RunResult result, ArtifactOptions options, CancellationToken cancellationToken)
    {
        var totals = await result.TotalsAsync(cancellationToken);
        var aggregates = await result.AggregateAsync(options.GroupBy, new AggregateOptions { Reduction = options.Reduction, Level = options.Level }, cancellationToken);
        var boards = new List<Leaderboard>();
        foreach (var metric in result.Scores.GroupBy(static score => score.Name, StringComparer.Ordinal))
        {
            // A metric that is better higher in one task and lower in another ranks nothing.
            if (metric.Select(static score => score.HigherIsBetter).Distinct().Count() == 1)
                boards.Add(await result.LeaderboardAsync(metric.Key, new LeaderboardOptions { Reduction = options.Reduction, Level = options.Level }, cancellationToken));
        }

        return new ResultSummary(result, totals, aggregates, boards) { SliceScores = await result.SliceScoresAsync(cancellationToken) };
    }
}
