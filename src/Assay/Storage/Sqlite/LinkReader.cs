namespace Assay.Storage.Sqlite;

/// <summary>Reads links in the order in which they were added.</summary>
internal static class LinkReader
{
    /// <summary>Those of run ?1 itself.</summary>
    public const string OfRun = """
        SELECT c.code, e.text, p.data, p.codec, p.size, p.hash
        FROM events e JOIN codes c ON c.id = e.finish LEFT JOIN payloads p ON p.id = e.payload
        WHERE e.run = ?1 AND e.kind = 12 AND e.gen IS NULL
        ORDER BY e.seq
        """;

    /// <summary>Those of generation ?1.</summary>
    public const string OfGeneration = """
        SELECT c.code, e.text, p.data, p.codec, p.size, p.hash
        FROM events e JOIN codes c ON c.id = e.finish LEFT JOIN payloads p ON p.id = e.payload
        WHERE e.gen = ?1 AND e.kind > 6 AND e.kind = 12
        ORDER BY e.seq
        """;

    public static List<LinkRecord> Read(SqliteStatement statement, StorePayloads payloads)
    {
        var links = new List<LinkRecord>();
        while (statement.Step())
            links.Add(new LinkRecord(statement.Text(0), new Uri(statement.IsNull(2) ? statement.Text(1) : payloads.Text(statement, 2, 3, 4, 5), UriKind.RelativeOrAbsolute)));
        return links;
    }
}
