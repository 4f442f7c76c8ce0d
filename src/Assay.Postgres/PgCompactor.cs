using System.Globalization;
using Assay.Errors;
using Assay.Identity;
using Assay.Storage.Care;
using Npgsql;

namespace Assay.Postgres;

/// <summary>Drops runs and payloads in one transaction, then gives the room back to the server's disk.</summary>
internal sealed class PgCompactor(PgDatabase database, PgCommands commands, PgRunStore runs)
{
    private const string Sets = """
        CREATE TEMP TABLE dropped_runs ON COMMIT DROP AS SELECT run FROM runs WHERE run = ANY($1)
        """;

    // A manifest goes when runs that go covered some of its plans and runs that stay cover none.
    private const string Drop = """
        CREATE TEMP TABLE dropped_manifests ON COMMIT DROP AS
        SELECT m.id, m.run FROM manifests m
        WHERE EXISTS (SELECT 1 FROM manifest_plans p JOIN run_plans r ON r.plan = p.plan WHERE p.manifest = m.id AND r.run IN (SELECT run FROM dropped_runs))
            AND NOT EXISTS (SELECT 1 FROM manifest_plans p JOIN run_plans r ON r.plan = p.plan WHERE p.manifest = m.id AND r.run NOT IN (SELECT run FROM dropped_runs));
        CREATE TEMP TABLE dropped_plans ON COMMIT DROP AS
        SELECT DISTINCT plan FROM run_plans WHERE run IN (SELECT run FROM dropped_runs)
            AND plan NOT IN (SELECT plan FROM run_plans WHERE run NOT IN (SELECT run FROM dropped_runs))
            AND plan NOT IN (SELECT plan FROM manifest_plans WHERE manifest NOT IN (SELECT id FROM dropped_manifests));
        CREATE TEMP TABLE kept_generations ON COMMIT DROP AS
        SELECT gen FROM plan_items WHERE plan NOT IN (SELECT plan FROM dropped_plans)
        UNION SELECT gen FROM events WHERE gen IS NOT NULL AND run NOT IN (SELECT run FROM dropped_runs);
        INSERT INTO kept_generations
        SELECT DISTINCT k.gen FROM verdicts v JOIN generation_keys k ON k.key = v.answer
        WHERE v.graded IN (SELECT gen FROM kept_generations) AND k.gen NOT IN (SELECT gen FROM kept_generations);
        DELETE FROM plan_columns WHERE plan IN (SELECT plan FROM dropped_plans) OR run IN (SELECT run FROM dropped_manifests);
        DELETE FROM work_items WHERE plan IN (SELECT plan FROM dropped_plans);
        DELETE FROM work_leases WHERE plan IN (SELECT plan FROM dropped_plans);
        DELETE FROM activity WHERE run IN (SELECT run FROM dropped_manifests);
        DELETE FROM budgets WHERE run IN (SELECT run FROM dropped_manifests);
        DELETE FROM budget_shares WHERE run IN (SELECT run FROM dropped_manifests);
        DELETE FROM manifest_plans WHERE manifest IN (SELECT id FROM dropped_manifests);
        DELETE FROM manifests WHERE id IN (SELECT id FROM dropped_manifests);
        DELETE FROM plan_items WHERE plan IN (SELECT plan FROM dropped_plans);
        DELETE FROM events WHERE gen IS NOT NULL AND gen NOT IN (SELECT gen FROM kept_generations);
        DELETE FROM events WHERE run IN (SELECT run FROM dropped_runs)
            AND run NOT IN (SELECT run FROM events WHERE gen IS NOT NULL AND run IN (SELECT run FROM dropped_runs));
        DELETE FROM plans WHERE id IN (SELECT plan FROM dropped_plans) AND id NOT IN (SELECT plan FROM events WHERE plan IS NOT NULL);
        DELETE FROM items WHERE id NOT IN (SELECT item FROM events WHERE item IS NOT NULL UNION SELECT item FROM plan_items UNION SELECT item FROM work_items);
        UPDATE work_leases SET mark = least(mark, (SELECT coalesce(max(seq), 0) FROM events));

        """;

    private const string DropPayloads = """
        DELETE FROM payloads WHERE NOT hash = ANY($1) AND id NOT IN (
            SELECT payload FROM events WHERE payload IS NOT NULL UNION SELECT payload FROM items WHERE payload IS NOT NULL)
        RETURNING hash, data IS NULL
        """;

    public async Task<CompactReport> CompactAsync(CompactOptions options, CancellationToken cancellationToken)
    {
        // Rows that a run of this very store has found must not go under its hands.
        var right = await runs.AcquireWriterAsync(null, cancellationToken).ConfigureAwait(false);
        await using (right.ConfigureAwait(false))
        {
            if (runs.Holders > 1)
                throw PgErrors.Make(ErrorCode.StoreBusy, database.Place, "A run is under way in this store. Compact it when the run has ended.");
            var before = await SizeAsync(cancellationToken).ConfigureAwait(false);
            var files = new List<Hash128>();
            var report = await commands.InOrderAsync(connection => DropAsync(connection, options, files, cancellationToken), cancellationToken).ConfigureAwait(false);

            // Files last, so that no row ever names one that is not there.
            foreach (var file in files)
                database.Blobs.Delete(file);
            await VacuumAsync(cancellationToken).ConfigureAwait(false);
            return report with { BytesBefore = before, BytesAfter = await SizeAsync(cancellationToken).ConfigureAwait(false) };
        }
    }

    private async Task<CompactReport> DropAsync(NpgsqlConnection connection, CompactOptions options, List<Hash128> files, CancellationToken cancellationToken)
    {
        var events = await CountAsync().ConfigureAwait(false);
        List<long> kept = [];
        long[] dropped = [.. options.DropRuns.Distinct()];
        if (dropped.Length > 0)
        {
            await connection.RunAsync(Sets, cancellationToken, dropped).ConfigureAwait(false);
            if (await MissingAsync(connection, dropped, cancellationToken).ConfigureAwait(false) is { } missing)
                throw PgErrors.Make(ErrorCode.OptionInvalid, database.Place, string.Create(CultureInfo.InvariantCulture, $"The store has no run {missing} to drop. Name runs of this store."));
            // What a judge answered belongs to the run that asked it first, and scores that others made rest on it too.
            await connection.RunAsync(
                "CREATE TEMP TABLE verdicts ON COMMIT DROP AS SELECT * FROM unnest($1, $2) AS v(graded, answer)",
                cancellationToken,
                (long[])[.. options.Verdicts.Select(static verdict => verdict.Graded)],
                (byte[][])[.. options.Verdicts.Select(static verdict => verdict.Answer.ToBytes())]).ConfigureAwait(false);
            await connection.RunAsync(Drop + $"TRUNCATE {string.Join(", ", PgSchema.Projections)};\n" + PgProjections.Fill, cancellationToken).ConfigureAwait(false);
            kept = await connection.ListAsync("SELECT run FROM runs WHERE run IN (SELECT run FROM dropped_runs) ORDER BY run", static row => row.Long(0), cancellationToken).ConfigureAwait(false);
        }

        long payloads = 0;
        if (options.DropUnreferenced)
        {
            var gone = await connection.ListAsync(DropPayloads, static row => (Hash: row.Hash(0), IsFile: row.GetBoolean(1)), cancellationToken, (byte[][])[.. options.KeepBlobs.Select(static hash => hash.ToBytes())]).ConfigureAwait(false);
            payloads = gone.Count;
            files.AddRange(gone.Where(static one => one.IsFile).Select(static one => one.Hash));
        }

        return new CompactReport(dropped.Length - kept.Count, kept, events - await CountAsync().ConfigureAwait(false), payloads, 0, 0);

        async Task<long> CountAsync() => await connection.LongAsync("SELECT count(*) FROM events", cancellationToken).ConfigureAwait(false) ?? 0;
    }

    private static Task<long?> MissingAsync(NpgsqlConnection connection, long[] dropped, CancellationToken cancellationToken) =>
        connection.LongAsync("SELECT r FROM unnest($1) AS d(r) WHERE r NOT IN (SELECT run FROM dropped_runs) LIMIT 1", cancellationToken, dropped);

    private async Task VacuumAsync(CancellationToken cancellationToken)
    {
        var connection = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            try
            {
                await connection.RunAsync($"VACUUM (FULL, ANALYZE) events, items, payloads, plan_items, work_items, {string.Join(", ", PgSchema.Projections)}", cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (PgDatabase.IsOfDatabase(exception))
            {
                throw PgErrors.From(exception, database.Place);
            }
        }
    }

    private async Task<long> SizeAsync(CancellationToken cancellationToken) => (await database.ListAsync(
        "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND c.relkind = 'r'",
        static row => row.Long(0),
        cancellationToken).ConfigureAwait(false))[0];
}
