using Assay.Identity;

namespace Assay.Storage.Sqlite;

/// <summary>The writer's view of the generations' keys.</summary>
internal sealed class StoreGenerations(SqliteDatabase database)
{
    private readonly SqliteStatement insert = database.Prepare("INSERT OR IGNORE INTO generation_keys(key, gen) VALUES (?1, ?2)");
    private readonly SqliteStatement select = database.Prepare("""
        SELECT k.gen, g.state FROM generation_keys k JOIN generations g ON g.gen = k.gen WHERE k.key = ?1
        """);

    /// <summary>Gives a key its row unless it has one.</summary>
    /// <returns>Whether the key is new.</returns>
    public bool TryAdd(Hash128 key, long row)
    {
        insert.Bind(1, key).Bind(2, row).Run();
        return database.Changes == 1;
    }

    /// <summary>Finds a key's row.</summary>
    public long Find(Hash128 key, out GenerationStatus status)
    {
        status = GenerationStatus.Missing;
        if (!select.Bind(1, key).Step())
            throw StoreErrors.Damaged(database.File, $"generation {key.Short} has a key and no row; rebuild the projections");
        var row = select.Long(0);
        status = (GenerationStatus)select.Long(1);
        select.Reset();
        return row;
    }
}
