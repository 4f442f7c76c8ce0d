using Assay.Identity;
using Assay.Storage.Sqlite;

namespace Assay.Benchmarks.Measures;

/// <summary>SQLite without anything around it: the rows that trials leave in a store, written in batches, and scores read.</summary>
internal static class BareStore
{
    private const int Batch = 2_000;

    /// <summary>How long it takes to write the rows of so many trials into an empty store.</summary>
    /// <param name="trials">How many trials.</param>
    /// <param name="items">How many items they are about.</param>
    /// <param name="cancellationToken">Stops the making of the store.</param>
    public static async Task<TimeSpan> TimeWritesAsync(int trials, int items, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("assay-benchmarks-").FullName;
        try
        {
            await (await SqliteRunStore.OpenAsync(new SqliteStoreOptions { Directory = folder }, TimeProvider.System, cancellationToken)).DisposeAsync();
            using var database = Open(folder);
            return PreparedMeasure.Time(() => Write(database, trials, items));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>How long it takes to step through every score of a store.</summary>
    public static TimeSpan TimeReads(string folder)
    {
        using var database = Open(folder);
        return PreparedMeasure.Time(() =>
        {
            var statement = database.Prepare("SELECT gen, value FROM evaluations");
            var sum = 0.0;
            while (statement.Step())
                sum += statement.Long(0) + statement.Double(1);
            GC.KeepAlive(sum);
        });
    }

    public static SqliteDatabase Open(string folder)
    {
        var database = SqliteDatabase.Open(Path.Combine(folder, "assay.db"), SQLitePCL.raw.SQLITE_OPEN_READWRITE);
        database.SetPragma("cache_size", -24 * 1024);
        database.SetPragma("wal_autocheckpoint", 16 * 1024);
        database.Execute("PRAGMA synchronous = NORMAL");
        return database;
    }

    private static void Write(SqliteDatabase database, int trials, int items)
    {
        var generated = database.Prepare("INSERT INTO events(seq, kind, at, run, gen, state, duration_us, text, model, seed, attempts, key, params) VALUES (?1, 4, ?2, 1, ?1, 1, 250, ?3, 1, ?4, 1, ?5, 1)");
        var parsed = database.Prepare("INSERT INTO events(seq, kind, at, run, gen, item, parse, state, duration_us, text) VALUES (?1, 5, ?2, 1, ?3, ?4, 1, 1, 3, 'A')");
        var scored = database.Prepare("INSERT INTO events(seq, kind, at, run, gen, item, parse, metric, value, duration_us) VALUES (?1, 6, ?2, 1, ?3, ?4, 1, 1, 1.0, 3)");
        var keys = new StoreKeys(database, "generation_keys", "gen");
        var itemKeys = new StoreKeys(database, "item_keys", "item");
        var generations = database.Prepare("INSERT INTO generations(gen, event, state) VALUES (?1, ?1, 1)");
        var transforms = database.Prepare("INSERT INTO transforms(gen, parse, success, event) VALUES (?1, 1, 1, ?1 + 1)");
        var evaluations = database.Prepare("INSERT INTO evaluations(gen, item, parse, metric, value, event) VALUES (?1, ?2, 1, 1, 1.0, ?1 + 2)");
        var plan = database.Prepare("INSERT INTO plan_items(plan, ordinal, gen, item) VALUES (1, ?1, ?2, ?3)");
        var item = database.Prepare("INSERT INTO items(id, key, item_id, digest, text) VALUES (?1, ?2, ?3, ?2, ?4)");
        var text = Workload.OutputOf(0, trials, 0);
        var content = $$"""{"answer":"A","id":"q0000001","number":1,"text":"{{Workload.TextOf(1)}}"}""";
        for (var i = 0; i < trials; i++)
        {
            if (i % Batch == 0)
                database.Execute("BEGIN IMMEDIATE");
            var gen = (i * 3L) + 1;
            var key = new Hash128(unchecked((ulong)gen * 0x9E3779B97F4A7C15), (ulong)i);
            if (i < items)
            {
                item.Bind(1, i + 1).Bind(2, new Hash128(key.High, ~key.Low)).Bind(3, text[..8]).Bind(4, content).Run();
                itemKeys.Add(new Hash128(key.High, ~key.Low), i + 1);
            }

            keys.Add(key, gen);
            generated.Bind(1, gen).Bind(2, 1_700_000_000_000 + i).Bind(3, text).Bind(4, (long)(key.High >> 1)).Bind(5, key).Run();
            parsed.Bind(1, gen + 1).Bind(2, 1_700_000_000_000 + i).Bind(3, gen).Bind(4, i).Run();
            scored.Bind(1, gen + 2).Bind(2, 1_700_000_000_000 + i).Bind(3, gen).Bind(4, i).Run();
            generations.Bind(1, gen).Run();
            transforms.Bind(1, gen).Run();
            evaluations.Bind(1, gen).Bind(2, i).Run();
            plan.Bind(1, i).Bind(2, gen).Bind(3, i).Run();
            if (i % Batch == Batch - 1 || i == trials - 1)
            {
                keys.Settle();
                itemKeys.Settle();
                database.Execute("COMMIT");
            }
        }
    }
}
