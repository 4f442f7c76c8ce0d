using Assay.Specs;
using Assay.Statistics;

namespace Assay.Results;

/// <summary>One row of a leaderboard.</summary>
/// <param name="Rank">From 1; equal means share a rank, and the next one skips as many. Null when nothing is scored.</param>
/// <param name="Keys">The model, and prompt and params where there are several; aligned with <see cref="Leaderboard.Keys"/>.</param>
/// <param name="Figures">Mean, interval, counts and failures.</param>
/// <param name="Tie">How it stands to the leader.</param>
public sealed record LeaderboardRow(int? Rank, ValueList<string> Keys, AggregateRow Figures, LeaderTie Tie)
{
    /// <summary>How many items both this row and the leader have scored; 0 for the leader.</summary>
    public int PairsWithLeader { get; init; }

    /// <summary>The mean of this row less the leader, over the items of both; null without pairs.</summary>
    public double? DeltaToLeader { get; init; }

    /// <summary>Of <see cref="DeltaToLeader"/>.</summary>
    public ConfidenceInterval? DeltaInterval { get; init; }

    /// <summary>That both are equal, adjusted over the board's comparisons; null without pairs.</summary>
    public double? AdjustedPValue { get; init; }
}
