using Assay.Identity;
using Assay.Storage.Manifests;

namespace Assay.Storage.Sqlite;

/// <summary>
/// Gives work out and takes it back, within the writer's transaction, so that no two processes get the same. A lease that is
/// over keeps its row, for the count of attempts, but no time of expiry, so that looking for expired ones stays short.
/// </summary>
internal sealed class LeaseWriter(SqliteDatabase database)
{
    private const int Chunk = 256;

    private const string Upsert = """
        ON CONFLICT(plan, ordinal) DO UPDATE SET owner = excluded.owner, expires = excluded.expires, job = excluded.job,
            attempts = attempts + excluded.attempts, mark = excluded.mark
        """;

    private const string FromLeases = "FROM work_leases l CROSS JOIN work_items w ON w.plan = l.plan AND w.ordinal = l.ordinal " + WorkSql.JoinGenerations;

    // Below this all work of a plan has ended or has a row among the leases: the search for the rest begins here.
    private readonly Dictionary<long, long> untouchedFrom = [];
    private readonly List<(long Ordinal, Hash128 Key, bool IsOver)> found = [];

    private readonly SqliteStatement plans = database.Prepare(WorkSql.PlansOfRun + " ORDER BY mp.position");
    private readonly SqliteStatement expired = database.Prepare($"""
        SELECT w.ordinal, w.key, {WorkSql.IsOver} {FromLeases}
        WHERE l.plan = ?1 AND l.expires <= ?2 ORDER BY l.expires LIMIT {Chunk}
        """);

    private readonly SqliteStatement untouched = database.Prepare($"""
        SELECT w.ordinal, w.key, 0 FROM work_items w {WorkSql.JoinGenerations} {WorkSql.JoinLeases}
        WHERE w.plan = ?1 AND w.ordinal >= ?2 AND l.plan IS NULL AND g.gen IS NULL ORDER BY w.ordinal LIMIT {Chunk}
        """);

    private readonly SqliteStatement last = database.Prepare("SELECT ordinal FROM work_items WHERE plan = ?1 ORDER BY ordinal DESC LIMIT 1");
    private readonly SqliteStatement holder = database.Prepare("""
        SELECT CASE WHEN job IS NULL THEN expires ELSE ?3 END AS until FROM work_leases
        WHERE key = ?1 AND (job IS NOT NULL OR expires > ?2) ORDER BY until DESC LIMIT 1
        """);

    private readonly SqliteStatement lease = database.Prepare($"""
        INSERT INTO work_leases(plan, ordinal, key, owner, expires, job, attempts, mark) VALUES (?1, ?2, ?3, ?4, ?5, NULL, ?6, ?7) {Upsert}
        """);

    private readonly SqliteStatement end = database.Prepare("UPDATE work_leases SET owner = NULL, expires = NULL WHERE plan = ?1 AND ordinal = ?2");
    private readonly SqliteStatement live = database.Prepare($"""
        SELECT w.ordinal, w.key, {WorkSql.IsOver} {FromLeases} WHERE l.plan = ?1 AND l.expires > ?2 AND l.owner = ?3
        """);

    private readonly SqliteStatement renew = database.Prepare("UPDATE work_leases SET expires = ?3 WHERE plan = ?1 AND ordinal = ?2");
    private readonly SqliteStatement release = database.Prepare("UPDATE work_leases SET owner = NULL, expires = 0 WHERE plan = ?1 AND expires IS NOT NULL AND owner = ?2");
    private readonly SqliteStatement releaseOne = database.Prepare("UPDATE work_leases SET owner = NULL, expires = 0 WHERE plan = ?1 AND ordinal = ?2 AND owner = ?3");
    private readonly SqliteStatement setJob = database.Prepare($"""
        INSERT INTO work_leases(plan, ordinal, key, owner, expires, job, attempts, mark)
        SELECT plan, ordinal, key, NULL, NULL, ?3, 1, ?4 FROM work_items WHERE plan = ?1 AND ordinal = ?2 {Upsert}
        """);

    private readonly SqliteStatement clearJob = database.Prepare("UPDATE work_leases SET job = NULL, expires = 0 WHERE plan = ?1 AND ordinal = ?2 AND job IS NOT NULL");
    private readonly SqliteStatement retry = database.Prepare($"""
        INSERT INTO work_leases(plan, ordinal, key, owner, expires, job, attempts, mark)
        SELECT w.plan, w.ordinal, w.key, NULL, CASE WHEN g.state = 1 THEN NULL ELSE 0 END, NULL, 0, ?2
        FROM work_items w {WorkSql.JoinGenerations} {WorkSql.JoinLeases}
        WHERE w.plan IN ({WorkSql.PlansOfRun}) AND ({WorkSql.IsFailed}
            OR EXISTS (
                SELECT 1 FROM plan_columns c CROSS JOIN transforms t ON t.gen = g.gen AND t.parse = c.parse
                WHERE c.run = ?1 AND c.plan = w.plan AND t.success = 0 AND t.code IS NOT NULL AND t.event > coalesce(l.mark, 0))
            OR EXISTS (
                SELECT 1 FROM plan_columns c CROSS JOIN evaluations e ON e.gen = g.gen AND e.item = w.item AND e.parse = c.parse AND e.metric = c.metric
                WHERE c.run = ?1 AND c.plan = w.plan AND e.code > {StoreSchema.ParseFailedCode} AND e.event > coalesce(l.mark, 0))) {Upsert}
        """);

    /// <summary>Forgets where a plan's untouched work begins, because more may have come.</summary>
    public void WorkAdded(long plan) => untouchedFrom.Remove(plan);

    /// <summary>Gives out pending work.</summary>
    /// <param name="claim">What is asked for.</param>
    /// <param name="mark">The number of the last event: outcomes after it end the leases.</param>
    public List<WorkPlace> Claim(LeaseClaim claim, long mark)
    {
        var taken = new List<WorkPlace>();
        foreach (var plan in PlansOf(claim.Run))
        {
            TakeExpired(plan, claim, mark, taken);
            TakeUntouched(plan, claim, mark, taken);
        }

        return taken;
    }

    /// <summary>Makes an owner's live leases live on.</summary>
    /// <returns>How many there are.</returns>
    public int Renew(LeaseClaim claim)
    {
        var renewed = 0;
        foreach (var plan in PlansOf(claim.Run))
        {
            Find(live.Bind(1, plan).Bind(2, claim.Now).Bind(3, claim.Owner));
            foreach (var (ordinal, _, isOver) in found)
            {
                if (isOver)
                {
                    end.Bind(1, plan).Bind(2, ordinal).Run();
                    continue;
                }

                renew.Bind(1, plan).Bind(2, ordinal).Bind(3, claim.Until).Run();
                renewed++;
            }
        }

        return renewed;
    }

    /// <summary>Takes an owner's leases back: those at the places, or all of a run.</summary>
    public void Release(Hash128 run, string owner, IReadOnlyList<WorkPlace>? places)
    {
        if (places is null)
        {
            foreach (var plan in PlansOf(run))
                release.Bind(1, plan).Bind(2, owner).Run();
            return;
        }

        foreach (var place in places)
            releaseOne.Bind(1, place.PlanId).Bind(2, place.Ordinal).Bind(3, owner).Run();
    }

    /// <summary>Says that work is part of a job, or of none.</summary>
    public void SetJob(IReadOnlyList<WorkPlace> places, string? job, long mark)
    {
        foreach (var place in places)
        {
            if (job is null)
                clearJob.Bind(1, place.PlanId).Bind(2, place.Ordinal).Run();
            else
                setJob.Bind(1, place.PlanId).Bind(2, place.Ordinal).Bind(3, job).Bind(4, mark).Run();
        }
    }

    /// <summary>Makes failed work of every stage pending.</summary>
    /// <returns>How many candidates there were.</returns>
    public long RetryFailed(Hash128 run, long mark)
    {
        retry.Bind(1, run).Bind(2, mark).Run();
        return database.Changes;
    }

    private void TakeExpired(long plan, LeaseClaim claim, long mark, List<WorkPlace> taken)
    {
        // Every row that is looked at leaves the expired ones, so this comes to an end.
        while (taken.Count < claim.Most && Find(expired.Bind(1, plan).Bind(2, claim.Now)) > 0)
        {
            foreach (var (ordinal, key, isOver) in found)
            {
                if (taken.Count == claim.Most)
                    return;
                if (isOver)
                    end.Bind(1, plan).Bind(2, ordinal).Run();
                else
                    Take(new WorkPlace(plan, ordinal), key, claim, mark, taken);
            }
        }
    }

    private void TakeUntouched(long plan, LeaseClaim claim, long mark, List<WorkPlace> taken)
    {
        var from = untouchedFrom.GetValueOrDefault(plan);
        while (taken.Count < claim.Most && Find(untouched.Bind(1, plan).Bind(2, from)) is var count)
        {
            foreach (var (ordinal, key, _) in found)
            {
                if (taken.Count == claim.Most)
                    break;
                Take(new WorkPlace(plan, ordinal), key, claim, mark, taken);
                from = ordinal + 1;
            }

            if (count < Chunk && taken.Count < claim.Most)
            {
                from = last.Bind(1, plan).FirstLong() + 1 ?? 0;
                break;
            }
        }

        untouchedFrom[plan] = from;
    }

    /// <summary>Leases one piece of work, or puts it off while other work that asks the same thing is held.</summary>
    private void Take(WorkPlace place, Hash128 key, LeaseClaim claim, long mark, List<WorkPlace> taken)
    {
        var heldUntil = holder.Bind(1, key).Bind(2, claim.Now).Bind(3, claim.Until).FirstLong();
        lease
            .Bind(1, place.PlanId)
            .Bind(2, place.Ordinal)
            .Bind(3, key)
            .Bind(4, heldUntil is null ? claim.Owner : null)
            .Bind(5, heldUntil ?? claim.Until)
            .Bind(6, heldUntil is null ? 1 : 0)
            .Bind(7, mark)
            .Run();
        if (heldUntil is null)
            taken.Add(place);
    }

    private int Find(SqliteStatement statement)
    {
        found.Clear();
        while (statement.Step())
            found.Add((statement.Long(0), statement.Hash(1), statement.Long(2) != 0));
        return found.Count;
    }

    private List<long> PlansOf(Hash128 run)
    {
        var rows = new List<long>();
        plans.Bind(1, run);
        while (plans.Step())
            rows.Add(plans.Long(0));
        return rows;
    }
}
