using System.Globalization;
using System.Text;
using Assay.Storage.Manifests;
using Assay.Storage.Sqlite;

namespace Assay.Postgres;

/// <summary>How planned work meets what is stored.</summary>
internal static class PgWorkSql
{
    /// <summary>The plans of run $1.</summary>
    public const string PlansOfRun = "SELECT mp.plan FROM manifests m JOIN manifest_plans mp ON mp.manifest = m.id WHERE m.run = $1";

    /// <summary>The generations <c>g</c> of work items <c>w</c>: by place where a candidate was carried out here, else by identity.</summary>
    public const string JoinGenerations = """
        LEFT JOIN plan_items p ON p.plan = w.plan AND p.ordinal = w.ordinal
        LEFT JOIN generation_keys k ON p.gen IS NULL AND k.key = w.key
        LEFT JOIN generations g ON g.gen = coalesce(p.gen, k.gen)
        """;

    /// <summary>The leases <c>l</c> of work items <c>w</c>.</summary>
    public const string JoinLeases = "LEFT JOIN work_leases l ON l.plan = w.plan AND l.ordinal = w.ordinal";

    /// <summary>A failure that came after the last lease, job or retry is the work's outcome; an older one is not.</summary>
    public const string IsFailed = "coalesce(g.state = 2 AND g.event > coalesce(l.mark, 0), false)";

    /// <summary>Whether a generation ended and nothing has asked for another try since.</summary>
    public const string IsOver = "coalesce(g.state = 1 OR g.event > coalesce(l.mark, 0), false)";

    /// <summary>Whether someone works on a generation at the time $2.</summary>
    public const string IsHeld = "coalesce(l.job IS NOT NULL OR l.expires > $2, false)";

    /// <summary>Whether a broken parse <c>t</c> or score <c>e</c> is the outcome of work item <c>w</c>; one older than the last retry is not.</summary>
    public static string IsLast(string row) => $"({row}.event > coalesce(l.mark, 0))";

    private const string IfNotReached = $"CASE WHEN {IsFailed} THEN 4 ELSE 0 END";

    /// <summary>Where work items are read: their rows, or those candidates of an unplanned run that were carried out.</summary>
    public static string Work(bool isPlanned) => isPlanned
        ? "work_items"
        : "(SELECT q.plan, q.ordinal, (SELECT v.key FROM events v WHERE v.seq = q.gen) AS key, q.item FROM plan_items q)";

    /// <summary>Reads work items of plan $1 at the time $2, for parse $3 and metric $4, with the status $5 where that is not null, at the places $6 where that is not null.</summary>
    public static string Items(WorkStage stage, bool isPlanned) => stage switch
    {
        WorkStage.Generation => Items($"CASE WHEN g.state = 1 THEN 2 WHEN {IsFailed} THEN 3 WHEN {IsHeld} THEN 1 ELSE 0 END", "", "v.attempts", "g.code", "g.event", isPlanned),
        WorkStage.Transform => Items(
            $"CASE WHEN t.event IS NULL THEN {IfNotReached} WHEN t.success = 1 OR t.code IS NULL THEN 2 WHEN {IsLast("t")} THEN 3 ELSE 0 END",
            "LEFT JOIN transforms t ON t.gen = g.gen AND t.parse = $3",
            "CASE WHEN t.event IS NULL THEN 0 ELSE 1 END",
            "CASE WHEN t.success = 0 THEN coalesce(t.code, 1) END",
            "t.event",
            isPlanned),
        _ => Items(
            $"""
            CASE WHEN e.event IS NULL THEN {IfNotReached} WHEN e.code IS NULL OR e.code = 1 THEN 2
                WHEN t.code IS NOT NULL THEN CASE WHEN {IsLast("t")} THEN 4 ELSE 0 END
                WHEN {IsLast("e")} THEN 3 ELSE 0 END
            """,
            """
            LEFT JOIN evaluations e ON e.gen = g.gen AND e.item = w.item AND e.parse = $3 AND e.metric = $4
            LEFT JOIN transforms t ON e.code > 1 AND t.gen = g.gen AND t.parse = $3
            """,
            "CASE WHEN e.event IS NULL THEN 0 ELSE 1 END",
            "e.code",
            "e.event",
            isPlanned),
    };

    /// <summary>Counts the generations of plan $1 at the time $2, and of each column what completed, failed, and was not reached because its parse broke.</summary>
    public static string Counts(IReadOnlyList<WorkSelection> columns, bool isPlanned)
    {
        var counts = new StringBuilder($"""
            SELECT count(*), count(*) FILTER (WHERE g.state = 1), count(*) FILTER (WHERE {IsFailed}),
                count(*) FILTER (WHERE g.state IS DISTINCT FROM 1 AND NOT {IsFailed} AND {IsHeld})
            """);
        var joins = new StringBuilder($"\nFROM {Work(isPlanned)} w\n{JoinGenerations}\n{JoinLeases}");
        for (var i = 0; i < columns.Count; i++)
        {
            var (parse, metric) = (columns[i].Parse, columns[i].Metric);
            if (columns[i].Stage == WorkStage.Transform)
            {
                counts.Append(CultureInfo.InvariantCulture, $", count(*) FILTER (WHERE t{i}.success = 1 OR t{i}.success = 0 AND t{i}.code IS NULL), count(*) FILTER (WHERE t{i}.code IS NOT NULL AND {IsLast($"t{i}")}), 0::bigint");
                joins.Append(CultureInfo.InvariantCulture, $"\nLEFT JOIN transforms t{i} ON t{i}.gen = g.gen AND t{i}.parse = {parse}");
            }
            else
            {
                counts.Append(CultureInfo.InvariantCulture, $", count(*) FILTER (WHERE e{i}.event IS NOT NULL AND (e{i}.code IS NULL OR e{i}.code = 1))");
                counts.Append(CultureInfo.InvariantCulture, $", count(*) FILTER (WHERE e{i}.code > 1 AND t{i}.code IS NULL AND {IsLast($"e{i}")}), count(*) FILTER (WHERE e{i}.code > 1 AND t{i}.code IS NOT NULL AND {IsLast($"t{i}")})");
                joins.Append(CultureInfo.InvariantCulture, $"\nLEFT JOIN evaluations e{i} ON e{i}.gen = g.gen AND e{i}.item = w.item AND e{i}.parse = {parse} AND e{i}.metric = {metric}");
                joins.Append(CultureInfo.InvariantCulture, $"\nLEFT JOIN transforms t{i} ON e{i}.code > 1 AND t{i}.gen = g.gen AND t{i}.parse = {parse}");
            }
        }

        return counts.Append(joins).Append("\nWHERE w.plan = $1").ToString();
    }

    private static string Items(string status, string join, string attempts, string code, string seq, bool isPlanned) => $"""
        SELECT ordinal, key, item_id, item, gen, status, owner, expires, job, leased, seq, at, duration_us, attempts, code, text, data, codec, size, hash, digest
        FROM (
            SELECT w.ordinal, w.key, i.item_id, w.item, coalesce(g.gen, 0) AS gen, ({status})::bigint AS status, l.owner, l.expires, l.job, coalesce(l.attempts, 0) AS leased,
                v.seq, v.at, v.duration_us, coalesce({attempts}, 0)::bigint AS attempts, c.code, v.text,
                CASE WHEN c.code IS NOT NULL THEN b.data END AS data, b.codec, b.size, b.hash, i.digest
            FROM {Work(isPlanned)} w
            {JoinGenerations}
            {JoinLeases}
            {join}
            LEFT JOIN codes c ON c.id = {code}
            LEFT JOIN events v ON v.seq = {seq}
            LEFT JOIN payloads b ON b.id = v.payload
            JOIN items i ON i.id = w.item
            WHERE w.plan = $1 AND ($6 IS NULL OR w.ordinal = ANY($6))) all_work
        WHERE $5 IS NULL OR status = $5
        ORDER BY ordinal
        """;
}
