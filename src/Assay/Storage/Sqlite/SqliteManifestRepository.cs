using System.Runtime.CompilerServices;
using Assay.Identity;
using Assay.Storage.Manifests;

namespace Assay.Storage.Sqlite;

/// <summary>Keeps planned runs in a SQLite store.</summary>
internal sealed class SqliteManifestRepository(StoreReaderPool pool, Func<StoreWriter> writer, TimeProvider time) : IManifestRepository
{
    private const int Batch = 4096;

    public async ValueTask SaveAsync(ManifestRecord manifest, CancellationToken cancellationToken) =>
        await InvokeAsync(batch => batch.Manifests.Save(manifest), cancellationToken).ConfigureAwait(false);

    public async ValueTask SaveColumnsAsync(Hash128 runId, long planId, IReadOnlyList<Overlay> columns, CancellationToken cancellationToken) =>
        await InvokeAsync(batch => batch.Manifests.SaveColumns(runId, planId, columns), cancellationToken).ConfigureAwait(false);

    public async ValueTask SaveWorkItemsAsync(long planId, IAsyncEnumerable<WorkItemSeed> items, CancellationToken cancellationToken)
    {
        // One part is written while the next one is gathered.
        var (gathered, written) = (new List<WorkItemSeed>(Batch), new List<WorkItemSeed>(Batch));
        var writing = Task.CompletedTask;
        await foreach (var seed in items.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            gathered.Add(seed);
            if (gathered.Count == Batch)
                await WriteAsync().ConfigureAwait(false);
        }

        await WriteAsync().ConfigureAwait(false);
        await writing.ConfigureAwait(false);

        async ValueTask WriteAsync()
        {
            await writing.ConfigureAwait(false);
            (gathered, written) = (written, gathered);
            gathered.Clear();
            var part = written;
            writing = InvokeAsync(batch => batch.SaveWork(planId, part), cancellationToken);
        }
    }

    public ValueTask<IReadOnlyList<ManifestRecord>> FindAsync(string prefix, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var lease = pool.Rent();
        return ValueTask.FromResult<IReadOnlyList<ManifestRecord>>(HashPrefix.Parse(prefix) is { } range ? new ManifestReader(lease.Reader).Find(range) : []);
    }

    public async IAsyncEnumerable<ManifestRecord> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        using var lease = pool.Rent();
        foreach (var manifest in new ManifestReader(lease.Reader).List())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return manifest;
        }
    }

    public async IAsyncEnumerable<WorkItem> ReadWorkItemsAsync(Hash128 runId, WorkStage? stage, WorkStatus? status, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        using var lease = pool.Rent();
        var now = time.GetUtcNow();
        foreach (var selection in WorkPlanReader.Read(lease.Reader.Database, runId))
        {
            if (stage is { } wanted && selection.Stage != wanted)
                continue;
            var items = new WorkItemReader(lease.Reader, selection);
            var statement = lease.Reader.Database.PrepareOnce(WorkItemSql.All(selection.Stage, selection.IsPlanned));
            try
            {
                items.Bind(statement, now, status);
                while (statement.Step())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return items.Read(statement);
                }
            }
            finally
            {
                statement.Close();
            }
        }
    }

    public ValueTask<IReadOnlyList<StageCounts>> CountAsync(Hash128 runId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var lease = pool.Rent();
        var database = lease.Reader.Database;
        return ValueTask.FromResult(new WorkCounter(database, now, cancellationToken).Count(WorkPlanReader.Read(database, runId)));
    }

    public async ValueTask<IReadOnlyList<WorkItem>> ClaimAsync(Hash128 runId, string owner, TimeSpan ttl, int max, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        var claim = ClaimOf(runId, owner, ttl, now, max);
        var places = await writer().InvokeAsync(batch => batch.Claim(claim), cancellationToken).ConfigureAwait(false);
        return ReadPlaces(runId, places, now);
    }

    public async ValueTask<int> RenewAsync(Hash128 runId, string owner, TimeSpan ttl, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var claim = ClaimOf(runId, owner, ttl, now, 0);
        return await writer().InvokeAsync(batch => batch.Renew(claim), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask ReleaseAsync(Hash128 runId, string owner, IReadOnlyList<WorkPlace>? places, CancellationToken cancellationToken) =>
        await InvokeAsync(batch => batch.Release(runId, owner, places), cancellationToken).ConfigureAwait(false);

    public async ValueTask SetExternalJobAsync(Hash128 runId, IReadOnlyList<WorkPlace> places, string? jobId, CancellationToken cancellationToken) =>
        await InvokeAsync(batch => batch.SetJob(places, jobId), cancellationToken).ConfigureAwait(false);

    public async ValueTask<long> RetryFailedAsync(Hash128 runId, CancellationToken cancellationToken) =>
        await writer().InvokeAsync(batch => batch.RetryFailed(runId), cancellationToken).ConfigureAwait(false);

    public async ValueTask ReportActivityAsync(Hash128 runId, string owner, WorkStage stage, int inFlight, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var activity = new ActivityRecord(owner, stage, inFlight, at);
        await InvokeAsync(batch => batch.Manifests.Report(runId, activity), cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<IReadOnlyList<ActivityRecord>> ReadActivityAsync(Hash128 runId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var lease = pool.Rent();
        return ValueTask.FromResult<IReadOnlyList<ActivityRecord>>(new ManifestReader(lease.Reader).Activity(runId, since));
    }

    private List<WorkItem> ReadPlaces(Hash128 run, List<WorkPlace> places, DateTimeOffset now)
    {
        var items = new List<WorkItem>(places.Count);
        using var lease = pool.Rent();
        var plans = WorkPlanReader.Read(lease.Reader.Database, run).Where(static one => one.Stage == WorkStage.Generation).DistinctBy(static one => one.Plan);
        var statement = lease.Reader.Database.PrepareOnce(WorkItemSql.One(WorkStage.Generation));
        try
        {
            foreach (var plan in plans)
            {
                var reader = new WorkItemReader(lease.Reader, plan);
                foreach (var place in places.Where(place => place.PlanId == plan.Plan).OrderBy(static place => place.Ordinal))
                {
                    reader.Bind(statement, now, null).Bind(6, place.Ordinal).Step();
                    items.Add(reader.Read(statement));
                    statement.Reset();
                }
            }
        }
        finally
        {
            statement.Close();
        }

        return items;
    }

    private static LeaseClaim ClaimOf(Hash128 run, string owner, TimeSpan ttl, DateTimeOffset now, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ttl, TimeSpan.FromMilliseconds(1));
        return LeaseClaim.Of(run, owner, ttl, now, most);
    }

    private Task<bool> InvokeAsync(Action<StoreBatch> action, CancellationToken cancellationToken) => writer().InvokeAsync(
        batch =>
        {
            action(batch);
            return true;
        },
        cancellationToken);
}
