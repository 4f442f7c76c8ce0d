namespace Assay.Storage.Sqlite;

/// <summary>Reads links in the order in which they were added.</summary>
internal static class LinkReader
{
    /// <summary>Those of run ?1 itself.</summary>
    public const string OfRun = """
        SELECT c.code, e.text, p.data, p.codec, p.size, p.hash
        FROM run_links r CROSS JOIN events e ON e.seq = r.event JOIN codes c ON c.id = e.finish LEFT JOIN payloads p ON p.id = e.payload
        WHERE r.run = ?1
        ORDER BY r.event
        """;

    /// <summary>Those of generation ?1.</summary>
    public const string OfGeneration = """
        SELECT c.code, e.text, p.data, p.codec, p.size, p.hash
        FROM details d CROSS JOIN events e ON e.seq = d.event JOIN codes c ON c.id = e.finish LEFT JOIN payloads p ON p.id = e.payload
        WHERE d.gen = ?1 AND e.kind = 12
        ORDER BY d.event
        """;

    public static List<LinkRecord> Read(SqliteStatement statement, StorePayloads payloads)
    {
        var links = new List<LinkRecord>();
        while (statement.Step())
            links.Add(new LinkRecord(statement.Text(0), new Uri(statement.IsNull(2) ? statement.Text(1) : payloads.Text(statement, 2, 3, 4, 5), UriKind.RelativeOrAbsolute)));
        return links;
    }
}
