using System.Text;
using Assay.Storage.Sqlite;
using SQLitePCL;

namespace Assay.Tests.Storage;

/// <summary>Looks into a store's file beneath the contract.</summary>
internal static class StoreInspector
{
    private static readonly string[] Projections = ["runs", "run_plans", "generation_keys", "item_keys", "payload_keys", "generations", "transforms", "evaluations", "details", "run_links"];

    public static string FileOf(string folder) => Path.Combine(folder, "assay.db");

    public static long Count(string folder, string sql)
    {
        using var database = SqliteDatabase.Open(FileOf(folder), raw.SQLITE_OPEN_READWRITE);
        return database.QueryLong(sql);
    }

    public static void Execute(string folder, string sql)
    {
        using var database = SqliteDatabase.Open(FileOf(folder), raw.SQLITE_OPEN_READWRITE);
        database.Execute(sql);
    }

    public static string IntegrityOf(string folder)
    {
        using var database = SqliteDatabase.Open(FileOf(folder), raw.SQLITE_OPEN_READWRITE);
        return Dump(database, "PRAGMA integrity_check", 1).Trim();
    }

    /// <summary>All rows of all projections, as text.</summary>
    public static string DumpProjections(string folder)
    {
        using var database = SqliteDatabase.Open(FileOf(folder), raw.SQLITE_OPEN_READWRITE);
        var text = new StringBuilder();
        foreach (var table in Projections)
        {
            // Where a key lies among the levels says only when it came.
            var columns = Dump(database, $"SELECT name FROM pragma_table_info('{table}') WHERE name <> 'level'", 1).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            text.Append(table).Append('\n').Append(Dump(database, $"SELECT {string.Join(", ", columns)} FROM {table} ORDER BY 1, 2", columns.Length));
        }

        return text.ToString();
    }

    private static string Dump(SqliteDatabase database, string sql, int columns)
    {
        var statement = database.PrepareOnce(sql);
        var text = new StringBuilder();
        while (statement.Step())
        {
            for (var i = 0; i < columns; i++)
                text.Append(statement.IsNull(i) ? "null" : Printable(statement.Blob(i))).Append('\t');
            text.Append('\n');
        }

        statement.Close();
        return text.ToString();
    }

    private static string Printable(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        return text.All(c => c is >= ' ' and < '\u007f') ? text : Convert.ToHexString(bytes);
    }
}
