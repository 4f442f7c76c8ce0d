using Assay.Identity;

namespace Assay.Storage.Sqlite;

/// <summary>The writer's view of the generations' keys.</summary>
internal sealed class StoreGenerations(SqliteDatabase database)
{
    private readonly StoreKeys keys = new(database, "generation_keys", "gen");
    private readonly SqliteStatement state = database.Prepare("SELECT state FROM generations WHERE gen = ?1");

    /// <summary>A key's row; null when it has none.</summary>
    public long? Find(Hash128 key) => keys.Find(key);

    /// <summary>Gives a key that has none a row.</summary>
    public void Add(Hash128 key, long row) => keys.Add(key, row);

    /// <summary>How a generation stands.</summary>
    public GenerationStatus StatusOf(long row, Hash128 key) => (GenerationStatus)(state.Bind(1, row).FirstLong()
        ?? throw StoreErrors.Damaged(database.File, $"generation {key.Short} has a key and no row; rebuild the projections"));

    /// <inheritdoc cref="StoreKeys.Settle"/>
    public void Settle() => keys.Settle();
}
