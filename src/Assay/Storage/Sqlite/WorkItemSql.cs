using Assay.Storage.Manifests;

namespace Assay.Storage.Sqlite;

/// <summary>
/// The statements that read work items: of plan ?1 at the time ?2, for parse ?3 and metric ?4, with the status ?5 where that is not null.
/// </summary>
internal static class WorkItemSql
{
    private const string IfNotReached = $"CASE WHEN {WorkSql.IsFailed} THEN 4 ELSE 0 END";

    private const string GenerationStatus = $"CASE WHEN g.state = 1 THEN 2 WHEN {WorkSql.IsFailed} THEN 3 WHEN {WorkSql.IsHeld} THEN 1 ELSE 0 END";

    private static readonly string TransformStatus = $"""
        CASE WHEN t.event IS NULL THEN {IfNotReached} WHEN t.success = 1 OR t.code IS NULL THEN 2
            WHEN {WorkSql.IsLast("t")} THEN 3 ELSE 0 END
        """;

    // A score whose parse broke was not reached either.
    private static readonly string EvaluationStatus = $"""
        CASE WHEN e.event IS NULL THEN {IfNotReached} WHEN e.code IS NULL OR e.code = {StoreSchema.ParseFailedCode} THEN 2
            WHEN t.code IS NOT NULL THEN CASE WHEN {WorkSql.IsLast("t")} THEN 4 ELSE 0 END
            WHEN {WorkSql.IsLast("e")} THEN 3 ELSE 0 END
        """;

    /// <summary>All of a plan, in order.</summary>
    public static string All(WorkStage stage, bool isPlanned) => Make(stage, WorkSql.Work(isPlanned), "");

    /// <summary>The one at place ?6.</summary>
    public static string One(WorkStage stage) => Make(stage, WorkSql.Work(isPlanned: true), "AND w.ordinal = ?6");

    private static string Make(WorkStage stage, string work, string where) => stage switch
    {
        WorkStage.Generation => Make(GenerationStatus, "", "v.attempts", "g.code", "g.event", work, where),
        WorkStage.Transform => Make(
            TransformStatus,
            "LEFT JOIN transforms t ON t.gen = g.gen AND t.parse = ?3",
            "CASE WHEN t.event IS NULL THEN 0 ELSE 1 END",
            "CASE WHEN t.success = 0 THEN coalesce(t.code, 1) END",
            "t.event",
            work,
            where),
        _ => Make(
            EvaluationStatus,
            """
            LEFT JOIN evaluations e ON e.gen = g.gen AND e.item = w.item AND e.parse = ?3 AND e.metric = ?4
            LEFT JOIN transforms t ON t.gen = CASE WHEN e.code > 1 THEN g.gen END AND t.parse = ?3
            """,
            "CASE WHEN e.event IS NULL THEN 0 ELSE 1 END",
            "e.code",
            "e.event",
            work,
            where),
    };

    private static string Make(string status, string join, string attempts, string code, string seq, string work, string where) => $"""
        SELECT ordinal, key, item_id, item, gen, status, owner, expires, job, leased, seq, at, duration_us, attempts, code, text, data, codec, size, hash, digest
        FROM (
            SELECT w.ordinal, w.key, i.item_id, w.item, g.gen, {status} AS status, l.owner, l.expires, l.job, l.attempts AS leased,
                v.seq, v.at, v.duration_us, {attempts} AS attempts, c.code, v.text,
                CASE WHEN c.code IS NOT NULL THEN b.data END AS data, b.codec, b.size, b.hash, i.digest
            FROM {work} w
            {WorkSql.JoinGenerations}
            {WorkSql.JoinLeases}
            {join}
            LEFT JOIN codes c ON c.id = {code}
            LEFT JOIN events v ON v.seq = {seq}
            LEFT JOIN payloads b ON b.id = v.payload
            CROSS JOIN items i ON i.id = w.item
            WHERE w.plan = ?1 {where})
        WHERE ?5 IS NULL OR status = ?5
        ORDER BY ordinal
        """;
}
