namespace Assay.Execution;

/// <summary>The work of a run, stage by stage.</summary>
/// <param name="Generation">One piece per candidate; candidates that ask the same thing count each.</param>
/// <param name="Transform">One piece per candidate and parse.</param>
/// <param name="Evaluation">One piece per candidate and metric.</param>
public sealed record RunTotals(StageTotals Generation, StageTotals Transform, StageTotals Evaluation)
{
    /// <summary>Nothing.</summary>
    public static RunTotals None { get; } = new(StageTotals.None, StageTotals.None, StageTotals.None);

    /// <summary>What waits or is under way, over all stages.</summary>
    public long Pending => Generation.Pending + Generation.Running + Transform.Pending + Transform.Running + Evaluation.Pending + Evaluation.Running;

    /// <summary>What failed, over all stages.</summary>
    public long Failed => Generation.Failed + Transform.Failed + Evaluation.Failed;

    /// <summary>What is done, over all stages.</summary>
    public long Completed => Generation.Completed + Transform.Completed + Evaluation.Completed;
}
