namespace Assay.Execution;

/// <summary>How many pieces of work a stage has, and how they stand. A piece is a generation, a parse of one or a score of one.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Completed">Those that ended with a result; an unreadable answer is one.</param>
/// <param name="Failed">Those that ended in an error and are tried again on resume.</param>
/// <param name="Running">Those that a worker holds or a provider works on.</param>
/// <param name="Skipped">Those that cannot be done because an earlier stage failed.</param>
public sealed record StageTotals(long Total, long Completed, long Failed, long Running, long Skipped)
{
    /// <summary>Nothing.</summary>
    public static StageTotals None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Those that wait.</summary>
    public long Pending => Math.Max(0, Total - Completed - Failed - Running - Skipped);

    /// <summary>Both together.</summary>
    public static StageTotals operator +(StageTotals left, StageTotals right) => new(
        left.Total + right.Total,
        left.Completed + right.Completed,
        left.Failed + right.Failed,
        left.Running + right.Running,
        left.Skipped + right.Skipped);
}
