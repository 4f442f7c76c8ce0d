namespace Assay.Storage.Manifests;

/// <summary>How the work of one stage stands.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Total">All pieces of work.</param>
/// <param name="Pending">Those that wait.</param>
/// <param name="Running">Those that a worker or a provider holds.</param>
/// <param name="Completed">Those that ended with a result.</param>
/// <param name="Failed">Those that ended in an error.</param>
/// <param name="Skipped">Those that cannot be done because an earlier stage failed.</param>
public sealed record StageCounts(WorkStage Stage, long Total, long Pending, long Running, long Completed, long Failed, long Skipped);
