namespace Assay.Storage.Sqlite;

/// <summary>Which rows name which others. The schema declares none of it: checking each insert would halve the speed of writing.</summary>
internal static class StoreReferences
{
    /// <summary>All of them. A parse, metric or params of 0 is none.</summary>
    public static IReadOnlyList<StoreReference> All { get; } =
    [
        new("events", "seq", "run", "runs", "run"),
        new("events", "seq", "gen", "generations", "gen"),
        new("events", "seq", "item", "items", "id"),
        new("events", "seq", "parse", "definitions", "id"),
        new("events", "seq", "metric", "definitions", "id"),
        new("events", "seq", "model", "definitions", "id"),
        new("events", "seq", "params", "definitions", "id"),
        new("events", "seq", "plan", "plans", "id"),
        new("events", "seq", "code", "codes", "id"),
        new("events", "seq", "finish", "codes", "id"),
        new("events", "seq", "payload", "payloads", "id"),
        new("items", "id", "payload", "payloads", "id"),
        new("manifests", "id", "payload", "payloads", "id"),
        new("manifest_plans", "manifest, position", "manifest", "manifests", "id"),
        new("manifest_plans", "manifest, position", "plan", "plans", "id"),
        new("plan_items", "plan, ordinal", "plan", "plans", "id"),
        new("plan_items", "plan, ordinal", "gen", "generations", "gen"),
        new("plan_items", "plan, ordinal", "item", "items", "id"),
        new("plan_columns", "plan, position", "plan", "plans", "id"),
        new("plan_columns", "plan, position", "parse", "definitions", "id"),
        new("plan_columns", "plan, position", "metric", "definitions", "id"),
        new("work_items", "plan, ordinal", "plan", "plans", "id"),
        new("work_items", "plan, ordinal", "item", "items", "id"),
    ];
}

/// <summary>A column that names rows of another table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Key">Its key columns.</param>
/// <param name="Column">The column.</param>
/// <param name="Target">The table it names rows of.</param>
/// <param name="TargetKey">The key column there.</param>
internal sealed record StoreReference(string Table, string Key, string Column, string Target, string TargetKey)
{
    /// <summary>Selects the keys of rows that name what is not there, and what they name.</summary>
    public string Dangling => $"""
        SELECT {Key}, {Column} FROM {Table} t
        WHERE {Column} IS NOT NULL{(Target == "definitions" ? $" AND {Column} <> 0" : "")}
            AND NOT EXISTS (SELECT 1 FROM {Target} o WHERE o.{TargetKey} = t.{Column})
        LIMIT {StoreVerifier.MostOfEach}
        """;
}
