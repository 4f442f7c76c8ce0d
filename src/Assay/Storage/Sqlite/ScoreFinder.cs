using Assay.Errors;
using Assay.Identity;

namespace Assay.Storage.Sqlite;

/// <summary>Looks up what is stored of one generation and item, whichever plan it was made for.</summary>
/// <param name="reader">The connection.</param>
internal sealed class ScoreFinder(StoreReader reader)
{
    private readonly SqliteStatement scores = reader.Database.Prepare($"""
        SELECT e.parse, e.metric, e.value, e.code FROM item_keys k CROSS JOIN evaluations e ON e.gen = ?1 AND e.item = k.item
        WHERE k.level IN {StoreKeys.Levels} AND k.key = ?2
        """);

    private readonly SqliteStatement parses = reader.Database.Prepare("""
        SELECT t.parse, t.success, t.code FROM transforms t WHERE t.gen = ?1
        """);

    /// <summary>The scores, aligned with the overlays.</summary>
    public StoredScore[] Find(long generation, Hash128 item, IReadOnlyList<Overlay> overlays)
    {
        var found = new StoredScore[overlays.Count];
        Read(scores.Bind(1, generation).Bind(2, item), overlays, found, static row => new Overlay(row.Long(0), row.Long(1)), row =>
            new StoredScore(true, row.IsNull(2) ? null : row.Double(2), reader.CodeOf(row, 3)));
        if (overlays.Any(static overlay => overlay.MetricId == 0))
        {
            Read(parses.Bind(1, generation), overlays, found, static row => new Overlay(row.Long(0), 0), row =>
                row.Long(1) != 0 ? new StoredScore(true, 1, null) : new StoredScore(true, 0, reader.CodeOf(row, 2) ?? ErrorCode.ParseFailed));
        }

        return found;
    }

    private static void Read(SqliteStatement rows, IReadOnlyList<Overlay> overlays, StoredScore[] found, Func<SqliteStatement, Overlay> overlayOf, Func<SqliteStatement, StoredScore> scoreOf)
    {
        try
        {
            while (rows.Step())
            {
                var overlay = overlayOf(rows);
                for (var i = 0; i < overlays.Count; i++)
                {
                    if (overlays[i] == overlay)
                        found[i] = scoreOf(rows);
                }
            }
        }
        finally
        {
            rows.Reset();
        }
    }
}
