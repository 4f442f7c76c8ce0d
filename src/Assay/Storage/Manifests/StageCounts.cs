namespace Assay.Storage.Manifests;

/// <summary>How the work of one stage stands.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Total">All pieces of work.</param>
/// <param name="Pending">Those that wait.</param>
/// <param name="Running">Those that a worker or a provider holds.</param>
/// <param name="Completed">Those that ended with a result.</param>
/// <param name="Failed">Those that ended in an error.</param>
/// <param name="Skipped">Those that cannot be done because an earlier stage failed.</param>
public sealed record StageCounts(WorkStage Stage, long Total, long Pending, long Running, long Completed, long Failed, long Skipped)
{
    /// <summary>Those that are out in a provider's batch, and not among <see cref="Pending"/>; 0 where the counts are of the store alone, which has them pending.</summary>
    public long InBatch { get; init; }

    /// <summary>Those that wait, are held or are out: what is not over.</summary>
    public long Open => Pending + Running + InBatch;
}
