namespace Assay.Storage.Sqlite;

/// <summary>What each version of the schema adds to the one before. Add steps, never edit one that was released.</summary>
internal static class StoreSteps
{
    /// <summary>Makes a store in an empty file.</summary>
    public const string First = """
        CREATE TABLE events(
            seq INTEGER PRIMARY KEY,
            kind INTEGER NOT NULL,
            at INTEGER NOT NULL,
            run INTEGER,
            gen INTEGER,
            item INTEGER,
            parse INTEGER,
            metric INTEGER,
            state INTEGER,
            value REAL,
            code INTEGER,
            duration_us INTEGER,
            text TEXT,
            payload INTEGER,
            model INTEGER,
            seed INTEGER,
            attempts INTEGER,
            tokens_in INTEGER,
            tokens_out INTEGER,
            finish INTEGER,
            plan INTEGER,
            key BLOB
        ) STRICT;
        CREATE TABLE definitions(
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            key BLOB NOT NULL,
            json TEXT NOT NULL,
            UNIQUE(key, kind)
        ) STRICT;
        CREATE TABLE items(
            id INTEGER PRIMARY KEY,
            key BLOB NOT NULL UNIQUE,
            item_id TEXT NOT NULL,
            digest BLOB NOT NULL,
            text TEXT,
            payload INTEGER
        ) STRICT;
        CREATE TABLE plans(
            id INTEGER PRIMARY KEY,
            key BLOB NOT NULL UNIQUE,
            benchmark TEXT NOT NULL,
            slice TEXT NOT NULL,
            candidates INTEGER NOT NULL,
            spec TEXT NOT NULL
        ) STRICT;
        CREATE TABLE plan_items(
            plan INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            gen INTEGER NOT NULL,
            item INTEGER NOT NULL,
            PRIMARY KEY(plan, ordinal)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE payloads(
            id INTEGER PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE,
            codec INTEGER NOT NULL,
            size INTEGER NOT NULL,
            data BLOB NOT NULL
        ) STRICT;
        CREATE TABLE codes(
            id INTEGER PRIMARY KEY,
            code TEXT NOT NULL UNIQUE
        ) STRICT;
        INSERT INTO codes(id, code) VALUES (1, 'parse_failed');
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
            key BLOB PRIMARY KEY,
            gen INTEGER NOT NULL
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
        """;

    /// <summary>Adds effective params, what is unusual about a stage, planned runs and their work; projections are made anew.</summary>
    public const string Second = """
        ALTER TABLE events ADD COLUMN params INTEGER;
        DROP TABLE IF EXISTS transforms;
        CREATE TABLE manifests(
            id INTEGER PRIMARY KEY,
            run BLOB NOT NULL UNIQUE,
            project TEXT NOT NULL,
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            created INTEGER NOT NULL,
            text TEXT,
            payload INTEGER
        ) STRICT;
        CREATE TABLE manifest_plans(
            manifest INTEGER NOT NULL,
            position INTEGER NOT NULL,
            plan INTEGER NOT NULL,
            PRIMARY KEY(manifest, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE plan_columns(
            run BLOB NOT NULL,
            plan INTEGER NOT NULL,
            position INTEGER NOT NULL,
            parse INTEGER NOT NULL,
            metric INTEGER NOT NULL,
            PRIMARY KEY(run, plan, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE work_items(
            plan INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            key BLOB NOT NULL,
            item INTEGER NOT NULL,
            PRIMARY KEY(plan, ordinal)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE work_leases(
            plan INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            key BLOB NOT NULL,
            owner TEXT,
            expires INTEGER,
            job TEXT,
            attempts INTEGER NOT NULL,
            mark INTEGER NOT NULL,
            PRIMARY KEY(plan, ordinal)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX work_leases_by_expiry ON work_leases(plan, expires) WHERE expires IS NOT NULL;
        CREATE INDEX work_leases_by_key ON work_leases(key);
        CREATE TABLE activity(
            run BLOB NOT NULL,
            owner TEXT NOT NULL,
            stage INTEGER NOT NULL,
            in_flight INTEGER NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY(run, owner, stage)
        ) STRICT, WITHOUT ROWID;
        """;

    /// <summary>Adds runs that are known by their manifest before, or without, their work being rows.</summary>
    public const string Third = "ALTER TABLE manifests ADD COLUMN planned INTEGER NOT NULL DEFAULT 1;";

    /// <summary>Adds what the workers of a run may spend together, and takes identities out of trees in which each new one dirties a page of its own; the tables that find them are made anew with the projections.</summary>
    public const string Fourth = """
        CREATE TABLE budgets(
            run BLOB PRIMARY KEY,
            id INTEGER NOT NULL,
            cost TEXT,
            tokens INTEGER,
            time_ms INTEGER,
            began INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE budget_shares(
            run BLOB NOT NULL,
            owner TEXT NOT NULL,
            spent_cost TEXT NOT NULL,
            spent_tokens INTEGER NOT NULL,
            held_cost TEXT NOT NULL,
            held_tokens INTEGER NOT NULL,
            active INTEGER NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY(run, owner)
        ) STRICT, WITHOUT ROWID;
        DROP TABLE IF EXISTS generation_keys;
        CREATE TABLE items_by_row(
            id INTEGER PRIMARY KEY,
            key BLOB NOT NULL,
            item_id TEXT NOT NULL,
            digest BLOB NOT NULL,
            text TEXT,
            payload INTEGER
        ) STRICT;
        INSERT INTO items_by_row SELECT id, key, item_id, digest, text, payload FROM items;
        DROP TABLE items;
        ALTER TABLE items_by_row RENAME TO items;
        CREATE TABLE payloads_by_row(
            id INTEGER PRIMARY KEY,
            hash BLOB NOT NULL,
            codec INTEGER NOT NULL,
            size INTEGER NOT NULL,
            data BLOB NOT NULL
        ) STRICT;
        INSERT INTO payloads_by_row SELECT id, hash, codec, size, data FROM payloads;
        DROP TABLE payloads;
        ALTER TABLE payloads_by_row RENAME TO payloads;
        """;
}
