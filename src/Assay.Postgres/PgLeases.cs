using System.Collections.Concurrent;
using Assay.Identity;
using Assay.Storage.Manifests;
using Assay.Storage.Sqlite;
using Npgsql;

namespace Assay.Postgres;

/// <summary>Gives work out and takes it back, within a transaction that no other process's overlaps, so that no two get the same.</summary>
internal sealed class PgLeases
{
    private const int Chunk = 512;
    private const string Mark = "(SELECT coalesce(max(seq), 0) FROM events)";

    private const string Upsert = """
        ON CONFLICT(plan, ordinal) DO UPDATE SET owner = excluded.owner, expires = excluded.expires, job = excluded.job,
            attempts = work_leases.attempts + excluded.attempts, mark = excluded.mark
        """;

    private const string FromLeases = "FROM work_leases l JOIN work_items w ON w.plan = l.plan AND w.ordinal = l.ordinal " + PgWorkSql.JoinGenerations;

    private const string Expired = $"SELECT w.ordinal, w.key, {PgWorkSql.IsOver} {FromLeases} WHERE l.plan = $1 AND l.expires <= $2 ORDER BY l.expires, w.ordinal LIMIT $3";

    private const string Untouched = $"""
        SELECT w.ordinal, w.key, false FROM work_items w {PgWorkSql.JoinGenerations} {PgWorkSql.JoinLeases}
        WHERE w.plan = $1 AND w.ordinal >= $2 AND l.plan IS NULL AND g.gen IS NULL ORDER BY w.ordinal LIMIT $3
        """;

    private const string Holders = """
        SELECT key, max(CASE WHEN job IS NULL THEN expires ELSE $3 END) FROM work_leases
        WHERE key = ANY($1) AND (job IS NOT NULL OR expires > $2) GROUP BY key
        """;

    private const string Lease = $"""
        INSERT INTO work_leases(plan, ordinal, key, owner, expires, job, attempts, mark)
        SELECT $1, o, k, a, u, NULL, n, {Mark} FROM unnest($2, $3, $4, $5, $6) AS w(o, k, a, u, n) {Upsert}
        """;

    // Below this all work of a plan has ended or has a row among the leases: the search for the rest begins here.
    private readonly ConcurrentDictionary<long, long> untouchedFrom = [];

    /// <summary>Forgets where a plan's untouched work begins, because more may have come.</summary>
    public void WorkAdded(long plan) => untouchedFrom.TryRemove(plan, out _);

    /// <summary>Gives out pending work.</summary>
    public async Task<List<WorkPlace>> ClaimAsync(NpgsqlConnection connection, LeaseClaim claim, CancellationToken cancellationToken)
    {
        var taken = new List<WorkPlace>();
        foreach (var plan in await connection.ListAsync(PgWorkSql.PlansOfRun + " ORDER BY mp.position", static row => row.Long(0), cancellationToken, claim.Run).ConfigureAwait(false))
        {
            // Every row that is looked at leaves the expired ones, so this comes to an end.
            while (taken.Count < claim.Most && await FindAsync(connection, Expired, plan, claim.Now, claim.Most - taken.Count, cancellationToken).ConfigureAwait(false) is { Count: > 0 } expired)
            {
                await EndAsync(connection, plan, expired, cancellationToken).ConfigureAwait(false);
                await TakeAsync(connection, plan, expired, claim, taken, cancellationToken).ConfigureAwait(false);
            }

            var from = untouchedFrom.GetValueOrDefault(plan);
            while (taken.Count < claim.Most && await FindAsync(connection, Untouched, plan, from, claim.Most - taken.Count, cancellationToken).ConfigureAwait(false) is { Count: > 0 } untouched)
            {
                await TakeAsync(connection, plan, untouched, claim, taken, cancellationToken).ConfigureAwait(false);
                from = untouched[^1].Ordinal + 1;
            }

            untouchedFrom[plan] = from;
        }

        return taken;
    }

    /// <summary>Makes an owner's live leases live on.</summary>
    /// <returns>How many there are.</returns>
    public static async Task<long> RenewAsync(NpgsqlConnection connection, LeaseClaim claim, CancellationToken cancellationToken)
    {
        long renewed = 0;
        foreach (var plan in await connection.ListAsync(PgWorkSql.PlansOfRun, static row => row.Long(0), cancellationToken, claim.Run).ConfigureAwait(false))
        {
            var live = await connection.ListAsync(
                $"SELECT w.ordinal, w.key, {PgWorkSql.IsOver} {FromLeases} WHERE l.plan = $1 AND l.expires > $2 AND l.owner = $3",
                Read,
                cancellationToken,
                plan,
                claim.Now,
                claim.Owner).ConfigureAwait(false);
            await EndAsync(connection, plan, live, cancellationToken).ConfigureAwait(false);
            renewed += await connection.RunAsync(
                "UPDATE work_leases SET expires = $3 WHERE plan = $1 AND ordinal = ANY($2)",
                cancellationToken,
                plan,
                (long[])[.. live.Where(static one => !one.IsOver).Select(static one => one.Ordinal)],
                claim.Until).ConfigureAwait(false);
        }

        return renewed;
    }

    /// <summary>Takes an owner's leases back: those at the places, or all of a run.</summary>
    public static async Task<long> ReleaseAsync(NpgsqlConnection connection, Hash128 run, string owner, IReadOnlyList<WorkPlace>? places, CancellationToken cancellationToken)
    {
        if (places is null)
        {
            return await connection.RunAsync(
                $"UPDATE work_leases SET owner = NULL, expires = 0 WHERE plan IN ({PgWorkSql.PlansOfRun}) AND expires IS NOT NULL AND owner = $2",
                cancellationToken,
                run,
                owner).ConfigureAwait(false);
        }

        return await connection.RunAsync(
            "UPDATE work_leases l SET owner = NULL, expires = 0 FROM unnest($1, $2) AS w(p, o) WHERE l.plan = w.p AND l.ordinal = w.o AND l.owner = $3",
            cancellationToken,
            PlansOf(places),
            OrdinalsOf(places),
            owner).ConfigureAwait(false);
    }

    /// <summary>Says that work is part of a job, or of none.</summary>
    public static Task<long> SetJobAsync(NpgsqlConnection connection, IReadOnlyList<WorkPlace> places, string? job, CancellationToken cancellationToken) => job is null
        ? connection.RunAsync(
            "UPDATE work_leases l SET job = NULL, expires = 0 FROM unnest($1, $2) AS w(p, o) WHERE l.plan = w.p AND l.ordinal = w.o AND l.job IS NOT NULL",
            cancellationToken,
            PlansOf(places),
            OrdinalsOf(places))
        : connection.RunAsync(
            $"""
            INSERT INTO work_leases(plan, ordinal, key, owner, expires, job, attempts, mark)
            SELECT DISTINCT i.plan, i.ordinal, i.key, NULL, NULL::bigint, $3, 1, {Mark}
            FROM unnest($1, $2) AS w(p, o) JOIN work_items i ON i.plan = w.p AND i.ordinal = w.o {Upsert}
            """,
            cancellationToken,
            PlansOf(places),
            OrdinalsOf(places),
            job);

    /// <summary>Makes failed work of every stage pending.</summary>
    /// <returns>How many candidates there were.</returns>
    public static Task<long> RetryFailedAsync(NpgsqlConnection connection, Hash128 run, CancellationToken cancellationToken) => connection.RunAsync(
        $"""
        INSERT INTO work_leases(plan, ordinal, key, owner, expires, job, attempts, mark)
        SELECT w.plan, w.ordinal, w.key, NULL, CASE WHEN g.state = 1 THEN NULL::bigint ELSE 0 END, NULL, 0, {Mark}
        FROM work_items w {PgWorkSql.JoinGenerations} {PgWorkSql.JoinLeases}
        WHERE w.plan IN ({PgWorkSql.PlansOfRun}) AND ({PgWorkSql.IsFailed}
            OR EXISTS (
                SELECT 1 FROM plan_columns c JOIN transforms t ON t.gen = g.gen AND t.parse = c.parse
                WHERE c.run = $1 AND c.plan = w.plan AND t.success = 0 AND t.code IS NOT NULL AND {PgWorkSql.IsLast("t")})
            OR EXISTS (
                SELECT 1 FROM plan_columns c JOIN evaluations e ON e.gen = g.gen AND e.item = w.item AND e.parse = c.parse AND e.metric = c.metric
                WHERE c.run = $1 AND c.plan = w.plan AND e.code > 1 AND {PgWorkSql.IsLast("e")})) {Upsert}
        """,
        cancellationToken,
        run);

    private static Task<List<Found>> FindAsync(NpgsqlConnection connection, string sql, long plan, long bound, int most, CancellationToken cancellationToken) =>
        connection.ListAsync(sql, Read, cancellationToken, plan, bound, (long)Math.Min(Chunk, most));

    private static Found Read(NpgsqlDataReader row) => new(row.Long(0), row.Hash(1), row.GetBoolean(2));

    /// <summary>Ends the leases whose work is over.</summary>
    private static Task<long> EndAsync(NpgsqlConnection connection, long plan, List<Found> found, CancellationToken cancellationToken) => connection.RunAsync(
        "UPDATE work_leases SET owner = NULL, expires = NULL WHERE plan = $1 AND ordinal = ANY($2)",
        cancellationToken,
        plan,
        (long[])[.. found.Where(static one => one.IsOver).Select(static one => one.Ordinal)]);

    /// <summary>Leases work, or puts it off while other work that asks the same thing is held.</summary>
    private static async Task TakeAsync(NpgsqlConnection connection, long plan, List<Found> found, LeaseClaim claim, List<WorkPlace> taken, CancellationToken cancellationToken)
    {
        Found[] open = [.. found.Where(static one => !one.IsOver)];
        if (open.Length == 0)
            return;
        var held = (await connection.ListAsync(
            Holders,
            static row => (Key: row.Hash(0), Until: row.Long(1)),
            cancellationToken,
            (byte[][])[.. open.Select(static one => one.Key.ToBytes()).DistinctBy(Convert.ToHexString)],
            claim.Now,
            claim.Until).ConfigureAwait(false)).ToDictionary(static one => one.Key, static one => one.Until);
        var (owners, untils, attempts) = (new string?[open.Length], new long[open.Length], new long[open.Length]);
        for (var i = 0; i < open.Length; i++)
        {
            if (held.TryGetValue(open[i].Key, out untils[i]))
                continue;
            (owners[i], untils[i], attempts[i]) = (claim.Owner, claim.Until, 1);
            held.Add(open[i].Key, claim.Until);
            taken.Add(new WorkPlace(plan, open[i].Ordinal));
        }

        await connection.RunAsync(
            Lease,
            cancellationToken,
            plan,
            (long[])[.. open.Select(static one => one.Ordinal)],
            (byte[][])[.. open.Select(static one => one.Key.ToBytes())],
            new PgValue(NpgsqlTypes.NpgsqlDbType.Text | NpgsqlTypes.NpgsqlDbType.Array, owners),
            untils,
            attempts).ConfigureAwait(false);
    }

    private static long[] PlansOf(IReadOnlyList<WorkPlace> places) => [.. places.Select(static place => place.PlanId)];

    private static long[] OrdinalsOf(IReadOnlyList<WorkPlace> places) => [.. places.Select(static place => place.Ordinal)];

    private readonly record struct Found(long Ordinal, Hash128 Key, bool IsOver);
}
