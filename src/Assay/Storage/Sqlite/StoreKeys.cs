using Assay.Identity;

namespace Assay.Storage.Sqlite;

/// <summary>
/// The writer's view of a table that finds rows by identities. Identities come in no order, so in one large tree each new one would
/// dirty a page of its own at every commit. New ones go to a small first level instead, and a level that is full goes over to the next
/// one in the order of its keys.
/// </summary>
/// <param name="database">The writer's connection.</param>
/// <param name="table">The table: <c>level</c>, <c>key</c> and one column more.</param>
/// <param name="row">The column with the row that a key stands for.</param>
internal sealed class StoreKeys(SqliteDatabase database, string table, string row)
{
    /// <summary>The last level, which never is full. What is made anew at once goes there.</summary>
    public const int Deepest = 2;

    /// <summary>All levels, for statements that look a key up.</summary>
    public const string Levels = "(0, 1, 2)";

    // A first level of a few hundred pages is dirtied whole at each commit, which is less than a page a row; the second one makes
    // each page of the last one gather many rows before it is written.
    private static readonly long[] Room = [16 * 1024, 256 * 1024];

    private readonly SqliteStatement find = database.Prepare(Select(table, row));
    private readonly SqliteStatement add = database.Prepare($"INSERT INTO {table}(level, key, {row}) VALUES (0, ?1, ?2)");
    private readonly SqliteStatement count = database.Prepare($"SELECT count(*) FROM {table} WHERE level = ?1");
    private readonly SqliteStatement copy = database.Prepare($"INSERT INTO {table}(level, key, {row}) SELECT ?2, key, {row} FROM {table} WHERE level = ?1 ORDER BY key");
    private readonly SqliteStatement clear = database.Prepare($"DELETE FROM {table} WHERE level = ?1");

    // What other processes add they count themselves.
    private long[]? held;

    /// <summary>Selects the row of key ?1. Plain searches of each level: a list would be made a table of its own in every look-up.</summary>
    public static string Select(string table, string row) => string.Join(
        "\nUNION ALL ",
        Enumerable.Range(0, Deepest + 1).Select(level => FormattableString.Invariant($"SELECT {row} FROM {table} WHERE level = {level} AND key = ?1")));

    /// <summary>A key's row; null when it has none.</summary>
    public long? Find(Hash128 key) => find.Bind(1, key).FirstLong();

    /// <summary>Gives a key that has none a row.</summary>
    public void Add(Hash128 key, long value)
    {
        held ??= [count.Bind(1, 0).RequiredLong(), count.Bind(1, 1).RequiredLong()];
        add.Bind(1, key).Bind(2, value).Run();
        held[0]++;
    }

    /// <summary>Moves what full levels hold to the next ones, within the transaction of what filled them.</summary>
    public void Settle()
    {
        for (var level = 0; held is not null && level < Deepest && held[level] >= Room[level]; level++)
        {
            copy.Bind(1, level).Bind(2, level + 1).Run();
            clear.Bind(1, level).Run();
            if (level + 1 < Deepest)
                held[level + 1] += held[level];
            held[level] = 0;
        }
    }
}
