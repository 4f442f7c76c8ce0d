using Assay.Errors;

namespace Assay.Storage.Sqlite;

/// <summary>Reads the columns that are parses alone, side by side with the candidates and from the same snapshot.</summary>
internal sealed class ParseOverlays : IDisposable
{
    private const string Sql = """
        SELECT p.ordinal, t.parse, t.success, t.code
        FROM plan_items p
        CROSS JOIN transforms t ON t.gen = p.gen
        WHERE p.plan = ?1 AND p.ordinal BETWEEN ?2 AND ?3
        ORDER BY p.ordinal
        """;

    private readonly (long Parse, int Column)[] columns;
    private readonly SqliteStatement statement;
    private bool hasRow;

    private ParseOverlays(SqliteDatabase database, (long Parse, int Column)[] columns)
    {
        this.columns = columns;
        statement = database.PrepareOnce(Sql);
    }

    /// <summary>Prepares the reading; null where no column is a parse alone.</summary>
    public static ParseOverlays? For(SqliteDatabase database, IReadOnlyList<Overlay> overlays)
    {
        (long Parse, int Column)[] columns = [.. overlays.Index().Where(static one => one.Item.MetricId == 0).Select(static one => (one.Item.ParseId, one.Index))];
        return columns.Length == 0 ? null : new ParseOverlays(database, columns);
    }

    /// <summary>Goes to the first row. The candidates' statement must be open, so that both see the same.</summary>
    public void Begin(long planId, long first, long last) => hasRow = statement.Bind(1, planId).Bind(2, first).Bind(3, last).Step();

    /// <summary>Fills a candidate's columns; candidates come in order.</summary>
    public void SetScores(StoreReader reader, StoredCandidate candidate)
    {
        while (hasRow && statement.Long(0) < candidate.Ordinal)
            hasRow = statement.Step();
        while (hasRow && statement.Long(0) == candidate.Ordinal)
        {
            var found = statement.Long(1);
            foreach (var (parse, column) in columns)
            {
                if (parse == found)
                    candidate.SetScore(column, ScoreOf(reader));
            }

            hasRow = statement.Step();
        }
    }

    public void Dispose() => statement.Close();

    private StoredScore ScoreOf(StoreReader reader) =>
        statement.Long(2) != 0 ? new StoredScore(true, 1, null) : new StoredScore(true, 0, reader.CodeOf(statement, 3) ?? ErrorCode.ParseFailed);
}
