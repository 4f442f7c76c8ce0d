using System.Globalization;
using System.Text;

namespace Assay.Storage.Sqlite;

/// <summary>Counts a plan's finished candidates within SQLite: one look-up for each column, and no row is handed over.</summary>
internal static class FinishedCounter
{
    /// <summary>The most columns that one statement joins.</summary>
    public const int MostOverlays = 32;

    /// <summary>Counts them.</summary>
    public static long Count(SqliteDatabase database, long plan, IReadOnlyList<Overlay> overlays)
    {
        var statement = database.PrepareOnce(SqlOf(overlays));
        try
        {
            statement.Bind(1, plan);
            for (var i = 0; i < overlays.Count; i++)
            {
                statement.Bind(2 + (2 * i), overlays[i].ParseId);
                if (overlays[i].MetricId != 0)
                    statement.Bind(3 + (2 * i), overlays[i].MetricId);
            }

            return statement.RequiredLong();
        }
        finally
        {
            statement.Close();
        }
    }

    // Only completed generations are parsed and scored, so that where there are columns they tell all.
    private static string SqlOf(IReadOnlyList<Overlay> overlays)
    {
        var sql = new StringBuilder("SELECT count(*) FROM plan_items p");
        if (overlays.Count == 0)
            sql.Append(" CROSS JOIN generations g ON g.gen = p.gen AND g.state = 1");
        for (var i = 0; i < overlays.Count; i++)
        {
            if (overlays[i].MetricId == 0)
                sql.Append(CultureInfo.InvariantCulture, $" CROSS JOIN transforms t{i} ON t{i}.gen = p.gen AND t{i}.parse = ?{2 + (2 * i)} AND t{i}.code IS NULL");
            else
                sql.Append(CultureInfo.InvariantCulture, $" CROSS JOIN evaluations e{i} ON e{i}.gen = p.gen AND e{i}.item = p.item AND e{i}.parse = ?{2 + (2 * i)} AND e{i}.metric = ?{3 + (2 * i)} AND (e{i}.code IS NULL OR e{i}.code = {StoreSchema.ParseFailedCode})");
        }

        return sql.Append(" WHERE p.plan = ?1").ToString();
    }
}
