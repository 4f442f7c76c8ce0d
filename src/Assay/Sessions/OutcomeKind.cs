namespace Assay.Sessions;

/// <summary>How a slice's test ends.</summary>
public enum OutcomeKind
{
    /// <summary>The results are the verified ones, or nothing was to be compared.</summary>
    Passed,

    /// <summary>The results are better than the verified ones: it passes, and asks to be accepted.</summary>
    Improved,

    /// <summary>The snapshot was written as asked.</summary>
    Accepted,

    /// <summary>It got worse, has no verified snapshot, cannot be compared, or could not be run.</summary>
    Failed,

    /// <summary>Nothing can be said: generations that cost money are missing, or there are too few items for what a gate asks.</summary>
    Inconclusive,
}
