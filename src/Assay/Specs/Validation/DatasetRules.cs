using Assay.Specs.Serialization;

namespace Assay.Specs.Validation;

/// <summary>The rules of what slices and tasks share: data sets, their queries, what groups their items, and tools.</summary>
internal static class DatasetRules
{
    /// <summary>Checks the members that slices and tasks share.</summary>
    /// <param name="rules">Receives what is wrong.</param>
    /// <param name="path">The path of the slice or task.</param>
    /// <param name="dataset">Its data.</param>
    /// <param name="query">Which items it uses.</param>
    /// <param name="dimensions">Values by which results may be grouped.</param>
    /// <param name="cluster">The item field that names clusters.</param>
    public static void Check(RuleBook rules, string path, DatasetSpec dataset, DatasetQuery query, ValueMap<string> dimensions, string? cluster)
    {
        CheckSource(rules, SpecPath.At(path, "dataset"), dataset);
        CheckQuery(rules, SpecPath.At(path, "query"), query);
        foreach (var (key, value) in dimensions)
        {
            var place = SpecPath.At(SpecPath.At(path, "dimensions"), key);
            rules.Id(place, key, "dimension");
            rules.Text(place, value, "dimension's value");
        }

        if (cluster is not null)
            rules.Text(SpecPath.At(path, "cluster"), cluster, "cluster field");
    }

    /// <summary>Checks the tools and servers that slices and tasks name; whether they exist is known when they are planned.</summary>
    public static void CheckTools(RuleBook rules, string path, ValueList<string> tools, ValueList<string> servers)
    {
        foreach (var (list, ids, kind) in (ReadOnlySpan<(string, ValueList<string>, string)>)[("tools", tools, "tool id"), ("mcp_servers", servers, "MCP server id")])
        {
            var place = SpecPath.At(path, list);
            rules.Unique(place, ids, kind, member: null);
            foreach (var (index, id) in ids.Index())
                rules.Id(SpecPath.At(place, index), id, kind);
        }
    }

    private static void CheckSource(RuleBook rules, string path, DatasetSpec dataset)
    {
        rules.Defined(SpecPath.At(path, "kind"), dataset.Kind);
        var place = SpecPath.At(path, "path");
        if (dataset.Kind == DatasetKind.Memory)
        {
            rules.Require(dataset.Path is null, place, "Items that come from code have no file; remove the path, or say what kind of file it is.");
            return;
        }

        rules.Text(place, dataset.Path, "path of the data file");
        if (string.IsNullOrWhiteSpace(dataset.Path))
            return;
        if (dataset.Path.Contains('\\', StringComparison.Ordinal))
            rules.Add(place, $"The path '{dataset.Path}' has backslashes; use forward slashes, which every system reads.");
        else if (dataset.Path[0] == '/' || dataset.Path.AsSpan(1).StartsWith(":") || dataset.Path.Contains("://", StringComparison.Ordinal))
            rules.Add(place, $"The path '{dataset.Path}' is not relative; give it from the project's folder, so that it holds on every machine.");
    }

    private static void CheckQuery(RuleBook rules, string path, DatasetQuery query)
    {
        var kind = query.Kind;
        rules.Defined(SpecPath.At(path, "kind"), kind);
        var counted = kind is DatasetQueryKind.Subset or DatasetQueryKind.Stratified;
        var count = SpecPath.At(path, "count");
        rules.Require(!counted || query.Count is not null, count, "The query takes a number of items but says not how many; give a count.");
        rules.Require(counted || query.Count is null, count, "A count belongs to the kinds subset and stratified; choose one of them, or remove it.");
        rules.Range(count, query.Count, 1);
        rules.Require(counted || query.Seed is null, SpecPath.At(path, "seed"), "A seed belongs to the kinds subset and stratified; choose one of them, or remove it.");
        CheckField(rules, SpecPath.At(path, "field"), query);
        var ids = SpecPath.At(path, "item_ids");
        if (kind == DatasetQueryKind.ItemIds)
            rules.Require(query.ItemIds.Count > 0, ids, "The query takes items by id but names none; give their ids.");
        else
            rules.Require(query.ItemIds.Count == 0, ids, "Item ids belong to the kind item_ids; choose it, or remove them.");
        rules.Texts(ids, query.ItemIds, "item id");
        rules.Texts(SpecPath.At(path, "fields"), query.Fields, "field");
        foreach (var field in query.Where.Keys)
            rules.Text(SpecPath.At(SpecPath.At(path, "where"), field), field, "field");
    }

    private static void CheckField(RuleBook rules, string path, DatasetQuery query)
    {
        if (query.Kind == DatasetQueryKind.Stratified)
            rules.Text(path, query.Field, "field of the strata");
        else
            rules.Require(query.Field is null, path, "A field belongs to the kind stratified; choose it, or remove the field.");
    }
}
