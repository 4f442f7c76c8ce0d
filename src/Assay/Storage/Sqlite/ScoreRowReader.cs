using Assay.Storage.Care;

namespace Assay.Storage.Sqlite;

/// <summary>Streams scores with the ids of what they are of.</summary>
internal static class ScoreRowReader
{
    private const string Sql = """
        SELECT g.key, g.model, i.item_id, v.parse, v.metric, v.value, v.code, e.run, e.at, e.duration_us
        FROM evaluations v
        CROSS JOIN generations n ON n.gen = v.gen
        CROSS JOIN events g ON g.seq = n.event
        CROSS JOIN events e ON e.seq = v.event
        CROSS JOIN items i ON i.id = v.item
        ORDER BY v.gen, v.item, v.parse, v.metric
        """;

    public static IEnumerable<ScoreRow> Read(StoreReader reader)
    {
        var ids = new Dictionary<long, string>();
        var definition = reader.Database.PrepareOnce("SELECT json FROM definitions WHERE id = ?1");
        var rows = reader.Database.PrepareOnce(Sql);
        try
        {
            while (rows.Step())
            {
                yield return new ScoreRow(
                    rows.Hash(0),
                    IdOf(rows.Long(1)),
                    rows.Text(2),
                    rows.Long(3) == 0 ? null : IdOf(rows.Long(3)),
                    IdOf(rows.Long(4)),
                    rows.IsNull(5) ? null : rows.Double(5),
                    reader.CodeOf(rows, 6),
                    rows.Long(7),
                    rows.Time(8),
                    rows.Duration(9));
            }
        }
        finally
        {
            rows.Close();
            definition.Close();
        }

        string IdOf(long row)
        {
            if (!ids.TryGetValue(row, out var id))
            {
                id = definition.Bind(1, row).Step() ? DefinitionId.Of(definition.Text(0)) : "";
                definition.Reset();
                ids.Add(row, id);
            }

            return id;
        }
    }
}
