namespace Assay.Results;

/// <summary>How a row of a leaderboard stands to the leader.</summary>
public enum LeaderTie
{
    /// <summary>It is the leader.</summary>
    Leader,

    /// <summary>A paired test over the same items does not tell them apart.</summary>
    TiedByTest,

    /// <summary>They share no items, and their intervals overlap.</summary>
    TiedByOverlap,

    /// <summary>It is behind: a paired test tells them apart or, where they share no items, their intervals do not overlap.</summary>
    Behind,

    /// <summary>Nothing can be said: it has no score, or they share no items and one has no interval.</summary>
    Unknown,
}
