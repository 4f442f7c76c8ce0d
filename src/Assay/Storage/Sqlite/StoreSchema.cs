namespace Assay.Storage.Sqlite;

/// <summary>The layout of the file; explained in <c>docs/store-format.md</c>.</summary>
internal static class StoreSchema
{
    /// <summary>Marks the file as a store of ours: "Asay" in ASCII.</summary>
    public const int ApplicationId = 0x41736179;

    /// <summary>The row of <c>codes</c> that every store gives to a failed parse, which is a final finding.</summary>
    public const long ParseFailedCode = 1;

    /// <summary>The tables that are made from others, nearly all from events, as the newest version has them; <see cref="StoreProjections"/> fills them.</summary>
    public const string ProjectionTables = """
        CREATE TABLE runs(
            run INTEGER PRIMARY KEY,
            began INTEGER NOT NULL,
            ended INTEGER,
            state INTEGER NOT NULL,
            event INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE run_plans(
            run INTEGER NOT NULL,
            plan INTEGER NOT NULL,
            PRIMARY KEY(run, plan)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE generation_keys(
            level INTEGER NOT NULL,
            key BLOB NOT NULL,
            gen INTEGER NOT NULL,
            PRIMARY KEY(level, key)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE item_keys(
            level INTEGER NOT NULL,
            key BLOB NOT NULL,
            item INTEGER NOT NULL,
            PRIMARY KEY(level, key)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE payload_keys(
            level INTEGER NOT NULL,
            key BLOB NOT NULL,
            payload INTEGER NOT NULL,
            PRIMARY KEY(level, key)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE generations(
            gen INTEGER PRIMARY KEY,
            event INTEGER NOT NULL,
            state INTEGER NOT NULL,
            code INTEGER
        ) STRICT;
        CREATE TABLE transforms(
            gen INTEGER NOT NULL,
            parse INTEGER NOT NULL,
            success INTEGER NOT NULL,
            event INTEGER NOT NULL,
            code INTEGER,
            PRIMARY KEY(gen, parse)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE evaluations(
            gen INTEGER NOT NULL,
            item INTEGER NOT NULL,
            parse INTEGER NOT NULL,
            metric INTEGER NOT NULL,
            value REAL,
            code INTEGER,
            event INTEGER NOT NULL,
            PRIMARY KEY(gen, item, parse, metric)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE details(
            gen INTEGER NOT NULL,
            event INTEGER NOT NULL,
            PRIMARY KEY(gen, event)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE run_links(
            run INTEGER NOT NULL,
            event INTEGER NOT NULL,
            PRIMARY KEY(run, event)
        ) STRICT, WITHOUT ROWID;
        """;

    /// <summary>The names of those tables.</summary>
    public static IReadOnlyList<string> Projections { get; } = ["runs", "run_plans", "generation_keys", "item_keys", "payload_keys", "generations", "transforms", "evaluations", "details", "run_links"];

    /// <summary>Whether a table is made from others.</summary>
    public static bool IsProjection(string table) => Projections.Contains(table);

    /// <summary>How many tables <see cref="ProjectionTables"/> makes.</summary>
    public const int ProjectionTableCount = 10;

    /// <summary>Counts those that exist.</summary>
    public const string CountProjectionTables = """
        SELECT count(*) FROM sqlite_schema
        WHERE type = 'table' AND name IN ('runs', 'run_plans', 'generation_keys', 'item_keys', 'payload_keys', 'generations', 'transforms', 'evaluations', 'details', 'run_links')
        """;

    /// <summary>Removes what <see cref="ProjectionTables"/> makes.</summary>
    public const string DropProjectionTables = """
        DROP TABLE IF EXISTS runs;
        DROP TABLE IF EXISTS run_plans;
        DROP TABLE IF EXISTS generation_keys;
        DROP TABLE IF EXISTS item_keys;
        DROP TABLE IF EXISTS payload_keys;
        DROP TABLE IF EXISTS generations;
        DROP TABLE IF EXISTS transforms;
        DROP TABLE IF EXISTS evaluations;
        DROP TABLE IF EXISTS details;
        DROP TABLE IF EXISTS run_links;
        """;
}
