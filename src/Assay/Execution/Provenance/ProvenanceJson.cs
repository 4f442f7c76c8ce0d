using System.Text.Json.Nodes;
using Assay.Specs;
using Assay.Specs.Settings;

namespace Assay.Execution.Provenance;

/// <summary>The JSON form of provenance.</summary>
internal static class ProvenanceJson
{
    /// <summary>Writes it; what is empty is left out.</summary>
    public static JsonObject Write(RunProvenance provenance)
    {
        var json = new JsonObject { ["product"] = provenance.Product, ["runtime"] = provenance.Runtime, ["os"] = provenance.Os };
        if (provenance.Git is { } git)
            json["git"] = new JsonObject { ["commit"] = git.Commit, ["branch"] = git.Branch, ["clean"] = git.IsClean };
        Write(json, "packages", provenance.Packages);
        Write(json, "endpoints", provenance.Endpoints);
        Write(json, "plugins", provenance.Plugins);
        Write(json, "labels", provenance.Labels);
        if (provenance.Settings.Count > 0)
            json["settings"] = new JsonArray([.. provenance.Settings.Select(static setting => setting.ToJson())]);
        return json;
    }

    /// <summary>Reads it.</summary>
    public static RunProvenance Read(JsonObject json) => new()
    {
        Product = Text(json, "product"),
        Runtime = Text(json, "runtime"),
        Os = Text(json, "os"),
        Git = json["git"] is JsonObject git ? new GitState((string?)git["commit"], (string?)git["branch"], (bool?)git["clean"] ?? false) : null,
        Packages = Map(json, "packages"),
        Endpoints = Map(json, "endpoints"),
        Plugins = Map(json, "plugins"),
        Labels = Map(json, "labels"),
        Settings = json["settings"] is JsonArray settings ? ValueList.From(settings.OfType<JsonObject>().Select(ConfigSetting.FromJson)) : [],
    };

    private static void Write(JsonObject json, string name, ValueMap<string> map)
    {
        if (map.Count > 0)
            json[name] = new JsonObject(map.Select(static pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));
    }

    private static string Text(JsonObject json, string name) => (string?)json[name] ?? "unknown";

    private static ValueMap<string> Map(JsonObject json, string name) =>
        new((json[name] as JsonObject ?? []).Select(static pair => KeyValuePair.Create(pair.Key, (string?)pair.Value ?? "")));
}
