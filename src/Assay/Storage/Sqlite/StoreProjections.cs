namespace Assay.Storage.Sqlite;

/// <summary>
/// Brings the projections up to a range of events. The same statements serve each commit and a rebuild,
/// so the two cannot differ.
/// </summary>
internal sealed class StoreProjections
{
    private readonly SqliteDatabase database;
    private readonly SqliteStatement[] runStatements;
    private readonly SqliteStatement generations;
    private readonly SqliteStatement transforms;
    private readonly SqliteStatement evaluations;
    private readonly SqliteStatement[] detailStatements;

    public StoreProjections(SqliteDatabase database)
    {
        this.database = database;
        runStatements =
        [
            database.Prepare("""
                INSERT INTO runs(run, began, state, event)
                SELECT run, at, 0, seq FROM events WHERE seq BETWEEN ?1 AND ?2 AND kind = 1
                ON CONFLICT(run) DO NOTHING
                """),
            database.Prepare("""
                INSERT OR IGNORE INTO run_plans(run, plan)
                SELECT run, plan FROM events WHERE seq BETWEEN ?1 AND ?2 AND kind = 2
                """),
            database.Prepare("""
                INSERT INTO runs(run, began, ended, state, event)
                SELECT run, at, at, state, seq FROM events WHERE seq BETWEEN ?1 AND ?2 AND kind = 3
                ON CONFLICT(run) DO UPDATE SET ended = excluded.ended, state = excluded.state
                """),
        ];
        generations = database.Prepare("""
            INSERT INTO generations(gen, event, state, code)
            SELECT gen, seq, state, code FROM events WHERE seq BETWEEN ?1 AND ?2 AND kind = 4
            ON CONFLICT(gen) DO UPDATE SET event = excluded.event, state = excluded.state, code = excluded.code
            WHERE generations.state = 2
            """);
        transforms = database.Prepare("""
            INSERT INTO transforms(gen, parse, success, event, code)
            SELECT gen, parse, state, seq, code FROM events WHERE seq BETWEEN ?1 AND ?2 AND kind = 5
            ON CONFLICT(gen, parse) DO UPDATE SET success = excluded.success, event = excluded.event, code = excluded.code
            WHERE transforms.success = 0
            """);
        evaluations = database.Prepare("""
            INSERT INTO evaluations(gen, item, parse, metric, value, code, event)
            SELECT gen, item, parse, metric, value, code, seq FROM events WHERE seq BETWEEN ?1 AND ?2 AND kind = 6
            ON CONFLICT(gen, item, parse, metric)
            DO UPDATE SET value = excluded.value, code = excluded.code, event = excluded.event
            WHERE evaluations.code > 1
            """);
        detailStatements =
        [
            database.Prepare("""
                INSERT OR IGNORE INTO details(gen, event)
                SELECT gen, seq FROM events
                WHERE seq BETWEEN ?1 AND ?2 AND gen IS NOT NULL
                    AND (kind > 6 OR kind = 4 AND state = 2 OR kind = 5 AND state = 0 OR kind = 6 AND code > 1)
                """),
            database.Prepare("""
                INSERT OR IGNORE INTO run_links(run, event)
                SELECT run, seq FROM events WHERE seq BETWEEN ?1 AND ?2 AND kind = 12 AND gen IS NULL
                """),
        ];
    }

    /// <summary>Applies the events of a range, both ends included.</summary>
    public void Apply(long first, long last, EventKinds kinds)
    {
        if (kinds.HasFlag(EventKinds.Runs))
        {
            foreach (var statement in runStatements)
                Run(statement, first, last);
        }

        if (kinds.HasFlag(EventKinds.Generations))
            Run(generations, first, last);
        if (kinds.HasFlag(EventKinds.Transforms))
            Run(transforms, first, last);
        if (kinds.HasFlag(EventKinds.Evaluations))
            Run(evaluations, first, last);
        if (kinds.HasFlag(EventKinds.Details))
        {
            foreach (var statement in detailStatements)
                Run(statement, first, last);
        }
    }

    /// <summary>Makes the projections from the events where a table of them is missing.</summary>
    public static void RebuildMissing(SqliteDatabase database)
    {
        if (!IsMissing(database))
            return;
        database.Execute("BEGIN IMMEDIATE");
        MakeMissing(database);
        database.Execute("COMMIT");
    }

    /// <summary>The same within the caller's transaction.</summary>
    public static void MakeMissing(SqliteDatabase database)
    {
        if (!IsMissing(database))
            return;
        Recreate(database);
        new StoreProjections(database).Rebuild();
    }

    /// <summary>Empties the projections and makes them from all events, within the caller's transaction.</summary>
    public void Rebuild()
    {
        Recreate(database);
        Fill();
    }

    private void Fill()
    {
        // The writer fills these while it writes rows; in key order they are built fast.
        database.Execute(FormattableString.Invariant($"""
            INSERT INTO generation_keys(level, key, gen) SELECT {StoreKeys.Deepest}, key, gen FROM events WHERE kind = 4 AND gen = seq ORDER BY key;
            INSERT INTO item_keys(level, key, item) SELECT {StoreKeys.Deepest}, key, id FROM items ORDER BY key;
            INSERT INTO payload_keys(level, key, payload) SELECT {StoreKeys.Deepest}, hash, id FROM payloads ORDER BY hash;
            """));
        Apply(0, long.MaxValue, EventKinds.All);
    }

    /// <summary>Makes the projections from all events once more, as temporary tables of the connection that hide the stored ones.</summary>
    public static void RebuildBeside(SqliteDatabase database)
    {
        database.Execute(StoreSchema.ProjectionTables.Replace("CREATE TABLE ", "CREATE TEMP TABLE ", StringComparison.Ordinal));
        new StoreProjections(database).Fill();
    }

    private static bool IsMissing(SqliteDatabase database) =>
        database.QueryLong(StoreSchema.CountProjectionTables) != StoreSchema.ProjectionTableCount;

    private static void Recreate(SqliteDatabase database)
    {
        database.Execute(StoreSchema.DropProjectionTables);
        database.Execute(StoreSchema.ProjectionTables);
    }

    private static void Run(SqliteStatement statement, long first, long last) => statement.Bind(1, first).Bind(2, last).Run();
}
