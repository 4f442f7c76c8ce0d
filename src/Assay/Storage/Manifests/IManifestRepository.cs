using Assay.Identity;

namespace Assay.Storage.Manifests;

/// <summary>
/// Keeps planned runs and their work, and says who does what. How work stands is derived from what is stored, never kept
/// besides it. Safe for concurrent use by several processes.
/// </summary>
public interface IManifestRepository
{
    /// <summary>Keeps a manifest; one whose run is kept already changes nothing, but for making it planned where <see cref="ManifestRecord.IsPlanned"/> says so.</summary>
    ValueTask SaveAsync(ManifestRecord manifest, CancellationToken cancellationToken);

    /// <summary>Keeps the parses and scores that a run wants of a plan; replaces what was kept for both.</summary>
    /// <param name="runId">The run. Runs that differ in parses and metrics alone share plans, so columns belong to both.</param>
    /// <param name="planId">The plan's row.</param>
    /// <param name="columns">The scores in order, and parses that no score reads with a <see cref="Overlay.MetricId"/> of 0.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    ValueTask SaveColumnsAsync(Hash128 runId, long planId, IReadOnlyList<Overlay> columns, CancellationToken cancellationToken);

    /// <summary>Keeps a plan's candidates, written in batches while they stream; those that are kept already change nothing.</summary>
    ValueTask SaveWorkItemsAsync(long planId, IAsyncEnumerable<WorkItemSeed> items, CancellationToken cancellationToken);

    /// <summary>Finds manifests by the beginning of their identity.</summary>
    /// <param name="prefix">1 to 32 hexadecimal digits in either case.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <returns>All that begin so, in the order of their identities; none when the prefix is not hexadecimal.</returns>
    ValueTask<IReadOnlyList<ManifestRecord>> FindAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Streams all manifests, the newest first.</summary>
    IAsyncEnumerable<ManifestRecord> ListAsync(CancellationToken cancellationToken);

    /// <summary>Streams the work of a run with how it stands now: stage by stage, plan by plan, in the plans' order. Of a run that is not planned, what has been carried out.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="stage">The stage; null for all.</param>
    /// <param name="status">How the work must stand; null for any way.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    IAsyncEnumerable<WorkItem> ReadWorkItemsAsync(Hash128 runId, WorkStage? stage, WorkStatus? status, CancellationToken cancellationToken);

    /// <summary>Counts the work of a run, planned or not: one answer per stage, in the stages' order.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="now">The time at which leases are live.</param>
    /// <param name="cancellationToken">Stops the counting.</param>
    ValueTask<IReadOnlyList<StageCounts>> CountAsync(Hash128 runId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Gives pending generations of a planned run to a worker, in the plans' order. Work under a live lease, part of a provider's job
    /// or failed is not given out; work whose lease has run out is. Of two workers that ask at once each gets its own.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="owner">The worker.</param>
    /// <param name="ttl">How long the leases live.</param>
    /// <param name="max">How many pieces of work to give at most.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    ValueTask<IReadOnlyList<WorkItem>> ClaimAsync(Hash128 runId, string owner, TimeSpan ttl, int max, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Makes a worker's live leases on a run live on.</summary>
    /// <returns>How many there are; fewer than were claimed when some ran out or their work ended.</returns>
    ValueTask<int> RenewAsync(Hash128 runId, string owner, TimeSpan ttl, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives leases back before they run out.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="owner">The worker; leases of others stay.</param>
    /// <param name="places">The work; null for all that the worker holds in the run.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    ValueTask ReleaseAsync(Hash128 runId, string owner, IReadOnlyList<WorkPlace>? places, CancellationToken cancellationToken);

    /// <summary>Says that generations are part of a provider's job, which makes them running until they end; counts as an attempt.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="places">The work.</param>
    /// <param name="jobId">The job; null says that they are part of none any more.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    ValueTask SetExternalJobAsync(Hash128 runId, IReadOnlyList<WorkPlace> places, string? jobId, CancellationToken cancellationToken);

    /// <summary>Makes the failed work of a planned run pending again: generations, and parses and scores that broke, with those that they kept from being reached.</summary>
    /// <returns>How many candidates have such work.</returns>
    ValueTask<long> RetryFailedAsync(Hash128 runId, CancellationToken cancellationToken);

    /// <summary>Says how much of a run a process has under way, for others to show; a later report of the same owner and stage replaces it.</summary>
    ValueTask ReportActivityAsync(Hash128 runId, string owner, WorkStage stage, int inFlight, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>What processes have said of a run of late.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="since">Reports before this are stale and left out.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    ValueTask<IReadOnlyList<ActivityRecord>> ReadActivityAsync(Hash128 runId, DateTimeOffset since, CancellationToken cancellationToken);
}
