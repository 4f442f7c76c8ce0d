namespace Assay.Storage;

/// <summary>How a plan's candidates stand.</summary>
/// <param name="Candidates">How many it has.</param>
/// <param name="Completed">Those whose generation completed.</param>
/// <param name="Failed">Those whose generation failed.</param>
public sealed record PlanCounts(long Candidates, long Completed, long Failed)
{
    /// <summary>Those that have no generation.</summary>
    public long Missing => Candidates - Completed - Failed;
}
