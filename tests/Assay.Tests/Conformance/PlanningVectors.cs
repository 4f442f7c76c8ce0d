using System.Text.Json.Nodes;

namespace Assay.Tests.Conformance;

/// <summary>The planning vectors in our grammar.</summary>
internal static class PlanningVectors
{
    /// <summary>A case by its name.</summary>
    public static JsonObject Case(string name) => JsonNode.Parse(File.ReadAllText(SharedFiles.Require("vectors/planning.json")))!.AsArray()
        .Single(entry => (string)entry!["name"]! == name)!.AsObject();

    /// <summary>The reference declares scores and parses in slices; here slices name those of the benchmark.</summary>
    public static string Translate(JsonObject benchmark)
    {
        var declared = new JsonObject { ["parses"] = new JsonArray(), ["scores"] = new JsonArray() };
        foreach (var slice in benchmark["slices"]!.AsArray().Select(static node => node!.AsObject()))
        {
            slice.Remove("generation");
            Rename(slice, ("slice_id", "id"), ("prompt_variant_ids", "prompts"), ("prompt_families", "families"), ("dataset_query", "query"), ("tool_ids", "tools"), ("mcp_server_ids", "mcp_servers"));
            if (slice["query"]?["item_ids"] is not null)
                slice["query"]!["kind"] = "item_ids";
            slice["dataset"] = new JsonObject { ["kind"] = (string)slice["dataset"]!["source"]! == "memory" ? "memory" : "jsonl" };
            foreach (var (list, parts) in (ReadOnlySpan<(string, string)>)[("parses", "extractors"), ("scores", "metrics")])
            {
                if (slice[list]?.DeepClone().AsArray() is not { } own || !slice.Remove(list))
                    continue;
                foreach (var entry in own.Select(static node => node!.DeepClone().AsObject()))
                {
                    Rename(entry, ("name", "id"));
                    entry[parts] = new JsonArray([.. entry[parts]!.AsArray().Select(static id => id is JsonObject ? id.DeepClone() : new JsonObject { ["id"] = (string)id! })]);
                    if (declared[list]!.AsArray().All(other => (string)other!["id"]! != (string)entry["id"]!))
                        declared[list]!.AsArray().Add(entry);
                }
            }
        }

        foreach (var model in benchmark["models"]!.AsArray())
            Rename(model!.AsObject(), ("model_id", "id"));
        foreach (var prompt in benchmark["prompt_variants"]!.AsArray().Select(static node => node!.AsObject()))
        {
            if (prompt["follow_up_turns"] is JsonArray turns && prompt.Remove("follow_up_turns"))
                prompt["follow_ups"] = new JsonArray([.. turns.SelectMany(static turn => turn!["messages"]!.AsArray()).Select(static message => message!.DeepClone())]);
        }

        Rename(benchmark, ("benchmark_id", "id"), ("prompt_variants", "prompts"), ("inference_grid", "inference"), ("num_samples", "samples"));
        foreach (var (key, list) in declared)
            benchmark[key] = list!.DeepClone();
        return benchmark.ToJsonString();
    }

    private static void Rename(JsonObject node, params ReadOnlySpan<(string From, string To)> names)
    {
        foreach (var (from, to) in names)
        {
            if (node[from]?.DeepClone() is { } value && node.Remove(from))
                node[to] = value;
        }
    }
}
