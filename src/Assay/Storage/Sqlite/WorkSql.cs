namespace Assay.Storage.Sqlite;

/// <summary>How planned work meets what is stored; shared by all that read, count or give it out.</summary>
internal static class WorkSql
{
    /// <summary>The plans of run ?1.</summary>
    public const string PlansOfRun = "SELECT mp.plan FROM manifests m JOIN manifest_plans mp ON mp.manifest = m.id WHERE m.run = ?1";

    /// <summary>Where work items are read: their rows, or those candidates of an unplanned run that were carried out.</summary>
    public static string Work(bool isPlanned) => isPlanned ? "work_items" : """
        (SELECT plan, ordinal, (SELECT v.key FROM events v WHERE v.seq = plan_items.gen) AS key, item FROM plan_items)
        """;

    /// <summary>The generations <c>g</c> of work items <c>w</c>: by place where a candidate was carried out here, else by identity.</summary>
    public const string JoinGenerations = $"""
        LEFT JOIN plan_items p ON p.plan = w.plan AND p.ordinal = w.ordinal
        LEFT JOIN generation_keys k ON k.level IN {StoreKeys.Levels} AND k.key = CASE WHEN p.gen IS NULL THEN w.key END
        LEFT JOIN generations g ON g.gen = coalesce(p.gen, k.gen)
        """;

    /// <summary>The leases <c>l</c> of work items <c>w</c>.</summary>
    public const string JoinLeases = "LEFT JOIN work_leases l ON l.plan = w.plan AND l.ordinal = w.ordinal";

    /// <summary>A failure that came after the last lease, job or retry is the work's outcome; an older one is not.</summary>
    public const string IsFailed = "(g.state = 2 AND g.event > coalesce(l.mark, 0))";

    /// <summary>Whether a generation ended and nothing has asked for another try since.</summary>
    public const string IsOver = "(g.state IS NOT NULL AND (g.state = 1 OR g.event > coalesce(l.mark, 0)))";

    /// <summary>Whether someone works on a generation at the time ?2.</summary>
    public const string IsHeld = "(l.job IS NOT NULL OR l.expires > ?2)";

    /// <summary>
    /// Whether a broken parse <c>t</c> or score <c>e</c> is the outcome of work item <c>w</c>; one older than the last retry is not. The lease
    /// is looked up here, so that it costs nothing where nothing broke.
    /// </summary>
    public static string IsLast(string row) =>
        $"({row}.event > coalesce((SELECT m.mark FROM work_leases m WHERE m.plan = w.plan AND m.ordinal = w.ordinal), 0))";
}
