using SQLitePCL;

namespace Assay.EndToEnd.Harness;

/// <summary>Reads what a store holds as finished, whatever process left it and however that ended.</summary>
internal static class StoredOutputs
{
    /// <summary>The outputs of the completed generations, each short enough to lie in its event's row.</summary>
    /// <param name="store">The store's folder. A copy is read: opening the store itself would recover it, which is the next run's task.</param>
    public static IReadOnlyList<string> Read(string store)
    {
        if (!File.Exists(Path.Combine(store, "assay.db")))
            return [];
        var copy = Directory.CreateTempSubdirectory("assay-store-").FullName;
        try
        {
            foreach (var name in (string[])["assay.db", "assay.db-wal"])
            {
                if (File.Exists(Path.Combine(store, name)))
                    File.Copy(Path.Combine(store, name), Path.Combine(copy, name));
            }

            return Query(Path.Combine(copy, "assay.db"), "SELECT e.text FROM generations g JOIN events e ON e.seq = g.event WHERE g.state = 1");
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static List<string> Query(string file, string sql)
    {
        Batteries_V2.Init();
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(file, out var database));
        using (database)
        {
            Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(database, sql, out var statement));
            using (statement)
            {
                var texts = new List<string>();
                while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
                    texts.Add(raw.sqlite3_column_text(statement, 0).utf8_to_string());
                return texts;
            }
        }
    }
}
