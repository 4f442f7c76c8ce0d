using System.Globalization;
using System.Text;
using Assay.Errors;
using Assay.Storage;
using Npgsql;

namespace Assay.Postgres;

/// <summary>Reads columns of results beside candidates: one join for each, in one statement and so from one snapshot.</summary>
internal static class PgOverlays
{
    private const int Fixed = 5;
    private const int PerOverlay = 3;

    /// <summary>The candidates of plan $1 from place $2 to $3, in order.</summary>
    public static string Candidates(IReadOnlyList<Overlay> overlays) => $"""
        SELECT p.ordinal, p.item, p.gen, g.state, gc.code{Columns(overlays)}
        FROM plan_items p JOIN generations g ON g.gen = p.gen LEFT JOIN codes gc ON gc.id = g.code{Joins(overlays, "p.gen", "p.item")}
        WHERE p.plan = $1 AND p.ordinal BETWEEN $2 AND $3
        ORDER BY p.ordinal
        """;

    /// <summary>What is stored of generation $1 and the item of key $2.</summary>
    public static string Scores(IReadOnlyList<Overlay> overlays) => $"""
        SELECT 0::bigint, coalesce(i.id, 0), g.gen, g.state, NULL::text{Columns(overlays)}
        FROM generations g LEFT JOIN items i ON i.key = $2{Joins(overlays, "g.gen", "i.id")}
        WHERE g.gen = $1
        """;

    /// <summary>Counts the finished candidates of plan $1.</summary>
    public static string CountFinished(IReadOnlyList<Overlay> overlays)
    {
        var conditions = new StringBuilder();
        for (var i = 0; i < overlays.Count; i++)
        {
            var orNothing = overlays[i].MetricId == 0 ? "" : FormattableString.Invariant($" OR o{i}.code = 1");
            conditions.Append(CultureInfo.InvariantCulture, $" AND o{i}.event IS NOT NULL AND (o{i}.code IS NULL{orNothing})");
        }

        return $"SELECT count(*) FROM plan_items p JOIN generations g ON g.gen = p.gen AND g.state = 1{Joins(overlays, "p.gen", "p.item")} WHERE p.plan = $1{conditions}";
    }

    /// <summary>Fills a candidate from a row.</summary>
    public static StoredCandidate Read(NpgsqlDataReader row, StoredCandidate candidate, IReadOnlyList<Overlay> overlays)
    {
        candidate.Ordinal = row.Long(0);
        candidate.ItemRow = row.Long(1);
        candidate.Generation = new StoredGeneration(row.Long(2), (GenerationStatus)row.Long(3), row.Code(4));
        for (var i = 0; i < overlays.Count; i++)
        {
            var column = Fixed + (i * PerOverlay);
            candidate.SetScore(i, row.IsDBNull(column) ? default : ScoreOf(row, column, overlays[i].MetricId == 0));
        }

        return candidate;
    }

    private static StoredScore ScoreOf(NpgsqlDataReader row, int column, bool isParse)
    {
        var value = row.NullableDouble(column + 1);
        var code = row.Code(column + 2);
        if (!isParse)
            return new StoredScore(true, value, code);
        return value != 0 ? new StoredScore(true, 1, null) : new StoredScore(true, 0, code ?? ErrorCode.ParseFailed);
    }

    private static string Columns(IReadOnlyList<Overlay> overlays)
    {
        var sql = new StringBuilder();
        for (var i = 0; i < overlays.Count; i++)
            sql.Append(CultureInfo.InvariantCulture, $", o{i}.event, o{i}.{(overlays[i].MetricId == 0 ? "success::double precision" : "value")}, (SELECT code FROM codes WHERE id = o{i}.code)");
        return sql.ToString();
    }

    private static string Joins(IReadOnlyList<Overlay> overlays, string generation, string item)
    {
        var sql = new StringBuilder();
        for (var i = 0; i < overlays.Count; i++)
        {
            var (parse, metric) = (overlays[i].ParseId, overlays[i].MetricId);
            sql.Append(CultureInfo.InvariantCulture, $"\nLEFT JOIN {(metric == 0 ? "transforms" : "evaluations")} o{i} ON o{i}.gen = {generation} AND o{i}.parse = {parse}");
            if (metric != 0)
                sql.Append(CultureInfo.InvariantCulture, $" AND o{i}.item = {item} AND o{i}.metric = {metric}");
        }

        return sql.ToString();
    }
}
