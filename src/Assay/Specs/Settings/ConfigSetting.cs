using System.Text.Json.Nodes;

namespace Assay.Specs.Settings;

/// <summary>One effective setting.</summary>
/// <param name="Path">Its name, such as <c>project.execution.max_retries</c>.</param>
/// <param name="Value">Its value; a text of asterisks where it might be a secret.</param>
/// <param name="Origin">Where it came from.</param>
public sealed record ConfigSetting(string Path, JsonValue Value, SettingOrigin Origin)
{
    /// <summary>The setting as JSON.</summary>
    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["path"] = Path, ["value"] = JsonNode.Parse(Value.ToString()), ["origin"] = Origin.Kind.ToString().ToLowerInvariant() };
        if (Origin.Detail is { } detail)
            json["from"] = detail;
        return json;
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    internal static ConfigSetting FromJson(JsonObject json) => new(
        (string?)json["path"] ?? "",
        JsonValue.Parse(json["value"]?.ToJsonString() ?? "null"),
        new SettingOrigin(Enum.TryParse<SettingOriginKind>((string?)json["origin"], ignoreCase: true, out var kind) ? kind : SettingOriginKind.Default, (string?)json["from"]));
}
