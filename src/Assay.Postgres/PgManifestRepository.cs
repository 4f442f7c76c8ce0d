using System.Runtime.CompilerServices;
using Assay.Identity;
using Assay.Storage;
using Assay.Storage.Manifests;
using Assay.Storage.Sqlite;

namespace Assay.Postgres;

/// <summary>Keeps planned runs.</summary>
internal sealed class PgManifestRepository(PgDatabase database, PgCommands commands, TimeProvider time) : IManifestRepository
{
    private const int Batch = 4096;

    private const string Select = """
        SELECT m.run, m.project, m.name, m.kind, m.spec, m.created, ARRAY(SELECT plan FROM manifest_plans WHERE manifest = m.id ORDER BY position), m.planned
        FROM manifests m

        """;

    private readonly PgLeases leases = new();

    public async ValueTask SaveAsync(ManifestRecord manifest, CancellationToken cancellationToken) => await commands.InOrderAsync(
        async connection =>
        {
            var row = await connection.LongAsync(
                "INSERT INTO manifests(run, project, name, kind, created, spec, planned) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT(run) DO NOTHING RETURNING id",
                cancellationToken,
                manifest.RunId,
                manifest.Project,
                manifest.Name,
                manifest.Kind,
                manifest.Created.ToUnixTimeMilliseconds(),
                manifest.SpecJson,
                manifest.IsPlanned ? 1L : 0).ConfigureAwait(false);
            if (row is { } id)
                return await connection.RunAsync("INSERT INTO manifest_plans(manifest, position, plan) SELECT $1, n - 1, plan FROM unnest($2) WITH ORDINALITY AS p(plan, n)", cancellationToken, id, (long[])[.. manifest.PlanIds]).ConfigureAwait(false);
            return manifest.IsPlanned
                ? await connection.RunAsync("UPDATE manifests SET planned = 1 WHERE run = $1", cancellationToken, manifest.RunId).ConfigureAwait(false)
                : 0;
        },
        cancellationToken).ConfigureAwait(false);

    public async ValueTask SaveColumnsAsync(Hash128 runId, long planId, IReadOnlyList<Overlay> columns, CancellationToken cancellationToken) => await commands.InOrderAsync(
        async connection =>
        {
            await connection.RunAsync("DELETE FROM plan_columns WHERE run = $1 AND plan = $2", cancellationToken, runId, planId).ConfigureAwait(false);
            return await connection.RunAsync(
                "INSERT INTO plan_columns(run, plan, position, parse, metric) SELECT $1, $2, n - 1, parse, metric FROM unnest($3, $4) WITH ORDINALITY AS c(parse, metric, n)",
                cancellationToken,
                runId,
                planId,
                (long[])[.. columns.Select(static column => column.ParseId)],
                (long[])[.. columns.Select(static column => column.MetricId)]).ConfigureAwait(false);
        },
        cancellationToken).ConfigureAwait(false);

    public async ValueTask SaveWorkItemsAsync(long planId, IAsyncEnumerable<WorkItemSeed> items, CancellationToken cancellationToken)
    {
        var gathered = new List<WorkItemSeed>(Batch);
        await foreach (var seed in items.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            gathered.Add(seed);
            if (gathered.Count < Batch)
                continue;
            await SaveAsync(planId, gathered, cancellationToken).ConfigureAwait(false);
            gathered.Clear();
        }

        await SaveAsync(planId, gathered, cancellationToken).ConfigureAwait(false);
        leases.WorkAdded(planId);
    }

    public async ValueTask<IReadOnlyList<ManifestRecord>> FindAsync(string prefix, CancellationToken cancellationToken) => HashPrefix.Parse(prefix) is { } range
        ? await database.ListAsync(Select + "WHERE m.run BETWEEN $1 AND $2 ORDER BY m.run", Read, cancellationToken, range.First, range.Last).ConfigureAwait(false)
        : [];

    public IAsyncEnumerable<ManifestRecord> ListAsync(CancellationToken cancellationToken) => database.ReadAsync(Select + "ORDER BY m.id DESC", Read, cancellationToken);

    public async IAsyncEnumerable<WorkItem> ReadWorkItemsAsync(Hash128 runId, WorkStage? stage, WorkStatus? status, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var selection in await PgWorkItems.SelectAsync(database, runId, cancellationToken).ConfigureAwait(false))
        {
            if (stage is { } wanted && selection.Stage != wanted)
                continue;
            await foreach (var item in new PgWorkItems(database, selection).ReadAsync(now, status, null, cancellationToken).ConfigureAwait(false))
                yield return item;
        }
    }

    public async ValueTask<IReadOnlyList<StageCounts>> CountAsync(Hash128 runId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var tally = new WorkTally();
        foreach (var (plan, columns, isFirst) in WorkTally.Parts(await PgWorkItems.SelectAsync(database, runId, cancellationToken).ConfigureAwait(false)))
        {
            var width = 4 + (3 * columns.Length);
            var found = await database.ListAsync(
                PgWorkSql.Counts(columns, plan.IsPlanned),
                row => Enumerable.Range(0, width).Select(row.Long).ToArray(),
                cancellationToken,
                plan.Plan,
                now.ToUnixTimeMilliseconds()).ConfigureAwait(false);
            tally.Add(plan, columns, isFirst, found[0]);
        }

        return tally.Counts;
    }

    public async ValueTask<IReadOnlyList<WorkItem>> ClaimAsync(Hash128 runId, string owner, TimeSpan ttl, int max, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        var claim = ClaimOf(runId, owner, ttl, now, max);
        var places = await commands.InOrderAsync(connection => leases.ClaimAsync(connection, claim, cancellationToken), cancellationToken).ConfigureAwait(false);
        var items = new List<WorkItem>(places.Count);
        if (places.Count == 0)
            return items;
        var plans = (await PgWorkItems.SelectAsync(database, runId, cancellationToken).ConfigureAwait(false)).Where(static one => one.Stage == WorkStage.Generation).DistinctBy(static one => one.Plan);
        foreach (var plan in plans)
        {
            long[] ordinals = [.. places.Where(place => place.PlanId == plan.Plan).Select(static place => place.Ordinal)];
            if (ordinals.Length == 0)
                continue;
            await foreach (var item in new PgWorkItems(database, plan with { IsPlanned = true }).ReadAsync(now, null, ordinals, cancellationToken).ConfigureAwait(false))
                items.Add(item);
        }

        return items;
    }

    public async ValueTask<int> RenewAsync(Hash128 runId, string owner, TimeSpan ttl, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var claim = ClaimOf(runId, owner, ttl, now, 0);
        return (int)await commands.InOrderAsync(connection => PgLeases.RenewAsync(connection, claim, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask ReleaseAsync(Hash128 runId, string owner, IReadOnlyList<WorkPlace>? places, CancellationToken cancellationToken) =>
        await commands.InOrderAsync(connection => PgLeases.ReleaseAsync(connection, runId, owner, places, cancellationToken), cancellationToken).ConfigureAwait(false);

    public async ValueTask SetExternalJobAsync(Hash128 runId, IReadOnlyList<WorkPlace> places, string? jobId, CancellationToken cancellationToken) =>
        await commands.InOrderAsync(connection => PgLeases.SetJobAsync(connection, places, jobId, cancellationToken), cancellationToken).ConfigureAwait(false);

    public async ValueTask<long> RetryFailedAsync(Hash128 runId, CancellationToken cancellationToken) =>
        await commands.InOrderAsync(connection => PgLeases.RetryFailedAsync(connection, runId, cancellationToken), cancellationToken).ConfigureAwait(false);

    public async ValueTask ReportActivityAsync(Hash128 runId, string owner, WorkStage stage, int inFlight, DateTimeOffset at, CancellationToken cancellationToken) => await database.InTransactionAsync(
        connection => connection.RunAsync(
            "INSERT INTO activity(run, owner, stage, in_flight, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT(run, owner, stage) DO UPDATE SET in_flight = excluded.in_flight, at = excluded.at",
            cancellationToken,
            runId,
            owner,
            (long)stage,
            (long)inFlight,
            at.ToUnixTimeMilliseconds()),
        cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<ActivityRecord>> ReadActivityAsync(Hash128 runId, DateTimeOffset since, CancellationToken cancellationToken) => await database.ListAsync(
        "SELECT owner, stage, in_flight, at FROM activity WHERE run = $1 AND at >= $2 ORDER BY owner COLLATE \"C\", stage",
        static row => new ActivityRecord(row.GetString(0), (WorkStage)row.Long(1), (int)row.Long(2), row.Time(3)),
        cancellationToken,
        runId,
        since.ToUnixTimeMilliseconds()).ConfigureAwait(false);

    private async Task SaveAsync(long plan, List<WorkItemSeed> seeds, CancellationToken cancellationToken)
    {
        var items = seeds.Select(static seed => seed.Item).Where(static item => item.RowId == 0).Distinct().ToArray();
        if (items.Length > 0)
            await commands.InternAsync(items, cancellationToken).ConfigureAwait(false);
        await commands.InOrderAsync(
            connection => connection.RunAsync(
                "INSERT INTO work_items(plan, ordinal, key, item) SELECT $1, o, k, i FROM unnest($2, $3, $4) AS w(o, k, i) ON CONFLICT DO NOTHING",
                cancellationToken,
                plan,
                (long[])[.. seeds.Select(static seed => seed.Ordinal)],
                (byte[][])[.. seeds.Select(static seed => seed.Key.ToBytes())],
                (long[])[.. seeds.Select(static seed => seed.Item.RowId)]),
            cancellationToken).ConfigureAwait(false);
    }

    private static ManifestRecord Read(Npgsql.NpgsqlDataReader row) =>
        new(row.Hash(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.Time(5), row.GetFieldValue<long[]>(6)) { IsPlanned = row.Long(7) != 0 };

    private static LeaseClaim ClaimOf(Hash128 run, string owner, TimeSpan ttl, DateTimeOffset now, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ttl, TimeSpan.FromMilliseconds(1));
        return LeaseClaim.Of(run, owner, ttl, now, most);
    }
}
