namespace Assay.Execution.Estimates;

/// <summary>The work of one stage.</summary>
/// <param name="Total">All pieces of work.</param>
/// <param name="Done">Those that are stored and are not done again.</param>
public sealed record StageEstimate(long Total, long Done)
{
    /// <summary>Those that a run would do.</summary>
    public long ToDo => Total - Done;

    /// <summary>Both together.</summary>
    public static StageEstimate operator +(StageEstimate left, StageEstimate right) => new(left.Total + right.Total, left.Done + right.Done);
}
