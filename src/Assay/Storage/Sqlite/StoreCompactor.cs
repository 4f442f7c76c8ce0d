using System.Globalization;
using Assay.Errors;
using Assay.Storage.Care;

namespace Assay.Storage.Sqlite;

/// <summary>Drops runs and payloads in one transaction.</summary>
internal sealed class StoreCompactor(SqliteDatabase database)
{
    private const string Sets = """
        CREATE TEMP TABLE dropped_runs(run INTEGER PRIMARY KEY);
        CREATE TEMP TABLE kept_blobs(hash BLOB PRIMARY KEY) WITHOUT ROWID;
        CREATE TEMP TABLE dropped_manifests(id INTEGER PRIMARY KEY, run BLOB);
        CREATE TEMP TABLE dropped_plans(plan INTEGER PRIMARY KEY);
        CREATE TEMP TABLE kept_generations(gen INTEGER PRIMARY KEY);
        CREATE TEMP TABLE verdicts(graded INTEGER, answer BLOB);
        """;

    // A manifest goes when runs that go covered some of its plans and runs that stay cover none.
    private const string Choose = """
        INSERT INTO dropped_manifests
        SELECT m.id, m.run FROM manifests m
        WHERE EXISTS (SELECT 1 FROM manifest_plans p JOIN run_plans r ON r.plan = p.plan WHERE p.manifest = m.id AND r.run IN dropped_runs)
            AND NOT EXISTS (SELECT 1 FROM manifest_plans p JOIN run_plans r ON r.plan = p.plan WHERE p.manifest = m.id AND r.run NOT IN dropped_runs);
        INSERT INTO dropped_plans
        SELECT DISTINCT plan FROM run_plans WHERE run IN dropped_runs
            AND plan NOT IN (SELECT plan FROM run_plans WHERE run NOT IN dropped_runs)
            AND plan NOT IN (SELECT plan FROM manifest_plans WHERE manifest NOT IN (SELECT id FROM dropped_manifests));
        INSERT INTO kept_generations
        SELECT gen FROM plan_items WHERE plan NOT IN dropped_plans
        UNION SELECT gen FROM events WHERE gen IS NOT NULL AND run NOT IN dropped_runs;
        """;

    // What a judge answered belongs to the run that asked it first, and scores that others made rest on it too.
    private const string KeepVerdicts = $"""
        INSERT OR IGNORE INTO kept_generations
        SELECT k.gen FROM verdicts v JOIN generation_keys k ON k.level IN {StoreKeys.Levels} AND k.key = v.answer WHERE v.graded IN kept_generations
        """;

    private const string DropWork = """
        DELETE FROM plan_columns WHERE plan IN dropped_plans OR run IN (SELECT run FROM dropped_manifests);
        DELETE FROM work_items WHERE plan IN dropped_plans;
        DELETE FROM work_leases WHERE plan IN dropped_plans;
        DELETE FROM activity WHERE run IN (SELECT run FROM dropped_manifests);
        DELETE FROM budgets WHERE run IN (SELECT run FROM dropped_manifests);
        DELETE FROM budget_shares WHERE run IN (SELECT run FROM dropped_manifests);
        DELETE FROM manifest_plans WHERE manifest IN (SELECT id FROM dropped_manifests);
        DELETE FROM manifests WHERE id IN (SELECT id FROM dropped_manifests);
        DELETE FROM plan_items WHERE plan IN dropped_plans;
        """;

    private const string DropRest = """
        DELETE FROM plans WHERE id IN dropped_plans AND id NOT IN (SELECT plan FROM events WHERE plan IS NOT NULL);
        DELETE FROM items WHERE id NOT IN (SELECT item FROM events WHERE item IS NOT NULL UNION SELECT item FROM plan_items UNION SELECT item FROM work_items);
        UPDATE work_leases SET mark = min(mark, (SELECT coalesce(max(seq), 0) FROM events));
        """;

    private const string DropPayloads = """
        DELETE FROM payloads WHERE hash NOT IN kept_blobs AND id NOT IN (
            SELECT payload FROM events WHERE payload IS NOT NULL
            UNION SELECT payload FROM items WHERE payload IS NOT NULL
            UNION SELECT payload FROM manifests WHERE payload IS NOT NULL)
        """;

    /// <summary>Drops them and brings the projections up to what is left.</summary>
    /// <returns>What was dropped; without sizes.</returns>
    public CompactReport Drop(CompactOptions options, CancellationToken cancellationToken)
    {
        database.Execute("PRAGMA temp_store = FILE");
        database.Execute(Sets);
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            var events = database.QueryLong("SELECT count(*) FROM events");
            List<long> kept = options.DropRuns.Count > 0 ? DropRuns(options, cancellationToken) : [];
            var payloads = options.DropUnreferenced ? DropUnreferenced(options) : 0;
            cancellationToken.ThrowIfCancellationRequested();
            events -= database.QueryLong("SELECT count(*) FROM events");
            database.Execute("COMMIT");
            return new CompactReport(options.DropRuns.Distinct().Count() - kept.Count, kept, events, payloads, 0, 0);
        }
        catch
        {
            database.Rollback();
            throw;
        }
    }

    private List<long> DropRuns(CompactOptions options, CancellationToken cancellationToken)
    {
        var runs = options.DropRuns;
        var add = database.Prepare("INSERT OR IGNORE INTO dropped_runs SELECT run FROM runs WHERE run = ?1 RETURNING run");
        foreach (var run in runs.Distinct())
        {
            if (add.Bind(1, run).FirstLong() is null)
                throw StoreErrors.Make(ErrorCode.OptionInvalid, database.File, string.Create(CultureInfo.InvariantCulture, $"The store has no run {run} to drop. Name runs of this store."));
        }

        database.Execute(Choose);
        var verdict = database.Prepare("INSERT INTO verdicts VALUES (?1, ?2)");
        foreach (var (graded, answer) in options.Verdicts)
            verdict.Bind(1, graded).Bind(2, answer).Run();
        database.Execute(KeepVerdicts);
        cancellationToken.ThrowIfCancellationRequested();
        database.Execute(DropWork);
        database.Execute("DELETE FROM events WHERE gen IS NOT NULL AND gen NOT IN kept_generations");
        cancellationToken.ThrowIfCancellationRequested();

        // A run of which something is left stays, so that what is left has a run.
        database.Execute("DELETE FROM events WHERE run IN dropped_runs AND run NOT IN (SELECT run FROM events WHERE gen IS NOT NULL AND run IN dropped_runs)");
        database.Execute(DropRest);
        new StoreProjections(database).Rebuild();
        var left = database.PrepareOnce("SELECT run FROM runs WHERE run IN dropped_runs ORDER BY run");
        try
        {
            var kept = new List<long>();
            while (left.Step())
                kept.Add(left.Long(0));
            return kept;
        }
        finally
        {
            left.Close();
        }
    }

    private long DropUnreferenced(CompactOptions options)
    {
        var keep = database.Prepare("INSERT OR IGNORE INTO kept_blobs VALUES (?1)");
        foreach (var hash in options.KeepBlobs)
            keep.Bind(1, hash).Run();
        database.Execute(DropPayloads);
        var dropped = database.Changes;
        database.Execute("DELETE FROM payload_keys WHERE payload NOT IN (SELECT id FROM payloads)");
        return dropped;
    }
}
