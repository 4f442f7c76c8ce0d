namespace Assay.Postgres;

/// <summary>The tables; the same as those of a SQLite store, which <c>docs/store-format.md</c> explains.</summary>
internal static class PgSchema
{
    /// <summary>What each version of the schema adds. Add steps, never edit one that was released.</summary>
    public static IReadOnlyList<string> Steps { get; } = [First, Second];

    /// <summary>The tables that are made from events.</summary>
    public static IReadOnlyList<string> Projections { get; } = ["runs", "run_plans", "generation_keys", "generations", "transforms", "evaluations", "details", "run_links"];

    private const string Second = """
        CREATE TABLE batches(name text PRIMARY KEY, record text NOT NULL);
        CREATE TABLE budgets(run bytea PRIMARY KEY, id bigint NOT NULL, cost text, tokens bigint, time_ms bigint, began bigint);
        CREATE TABLE budget_shares(
            run bytea, owner text, spent_cost text NOT NULL, spent_tokens bigint NOT NULL, held_cost text NOT NULL, held_tokens bigint NOT NULL,
            active bigint NOT NULL, at bigint NOT NULL, PRIMARY KEY(run, owner));
        """;

    private const string First = """
        CREATE TABLE assay_schema(version bigint PRIMARY KEY);
        CREATE TABLE events(
            seq bigint PRIMARY KEY, kind bigint NOT NULL, at bigint NOT NULL, run bigint, gen bigint, item bigint, parse bigint, metric bigint,
            state bigint, value double precision, code bigint, duration_us bigint, text text, payload bigint, model bigint, seed bigint,
            attempts bigint, tokens_in bigint, tokens_out bigint, finish bigint, plan bigint, key bytea, params bigint);
        CREATE INDEX events_by_run ON events(run, seq) WHERE gen IS NULL;
        CREATE TABLE definitions(id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL, key bytea NOT NULL, json text NOT NULL, UNIQUE(key, kind));
        CREATE TABLE items(id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key bytea NOT NULL UNIQUE, item_id text NOT NULL, digest bytea NOT NULL, text text, payload bigint);
        CREATE TABLE plans(
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key bytea NOT NULL UNIQUE, benchmark text NOT NULL, slice text NOT NULL,
            candidates bigint NOT NULL, spec text NOT NULL);
        CREATE TABLE plan_items(plan bigint, ordinal bigint, gen bigint NOT NULL, item bigint NOT NULL, PRIMARY KEY(plan, ordinal));
        CREATE TABLE payloads(id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, hash bytea NOT NULL UNIQUE, codec bigint NOT NULL, size bigint NOT NULL, data bytea);
        ALTER TABLE payloads ALTER COLUMN data SET STORAGE EXTERNAL;
        CREATE TABLE codes(id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text NOT NULL UNIQUE);
        INSERT INTO codes(code) VALUES ('parse_failed');
        CREATE TABLE runs(run bigint PRIMARY KEY, began bigint NOT NULL, ended bigint, state bigint NOT NULL, event bigint NOT NULL);
        CREATE TABLE run_plans(run bigint, plan bigint, PRIMARY KEY(run, plan));
        CREATE TABLE generation_keys(key bytea PRIMARY KEY, gen bigint NOT NULL);
        CREATE TABLE generations(gen bigint PRIMARY KEY, event bigint NOT NULL, state bigint NOT NULL, code bigint);
        CREATE TABLE transforms(gen bigint, parse bigint, success bigint NOT NULL, event bigint NOT NULL, code bigint, PRIMARY KEY(gen, parse));
        CREATE TABLE evaluations(
            gen bigint, item bigint, parse bigint, metric bigint, value double precision, code bigint, event bigint NOT NULL,
            PRIMARY KEY(gen, item, parse, metric));
        CREATE TABLE details(gen bigint, event bigint, PRIMARY KEY(gen, event));
        CREATE TABLE run_links(run bigint, event bigint, PRIMARY KEY(run, event));
        CREATE TABLE manifests(
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, run bytea NOT NULL UNIQUE, project text NOT NULL, name text NOT NULL, kind text NOT NULL,
            created bigint NOT NULL, spec text NOT NULL, planned bigint NOT NULL);
        CREATE TABLE manifest_plans(manifest bigint, position bigint, plan bigint NOT NULL, PRIMARY KEY(manifest, position));
        CREATE TABLE plan_columns(run bytea, plan bigint, position bigint, parse bigint NOT NULL, metric bigint NOT NULL, PRIMARY KEY(run, plan, position));
        CREATE TABLE work_items(plan bigint, ordinal bigint, key bytea NOT NULL, item bigint NOT NULL, PRIMARY KEY(plan, ordinal));
        CREATE TABLE work_leases(
            plan bigint, ordinal bigint, key bytea NOT NULL, owner text, expires bigint, job text, attempts bigint NOT NULL, mark bigint NOT NULL,
            PRIMARY KEY(plan, ordinal));
        CREATE INDEX work_leases_by_expiry ON work_leases(plan, expires) WHERE expires IS NOT NULL;
        CREATE INDEX work_leases_by_key ON work_leases(key);
        CREATE TABLE activity(run bytea, owner text, stage bigint, in_flight bigint NOT NULL, at bigint NOT NULL, PRIMARY KEY(run, owner, stage));
        """;
}
