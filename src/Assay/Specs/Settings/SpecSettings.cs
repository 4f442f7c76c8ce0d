using System.Text.Json;
using Assay.Specs.Serialization;

namespace Assay.Specs.Settings;

/// <summary>Lists the settings of a spec, defaults filled in.</summary>
internal static class SpecSettings
{
    /// <summary>The settings of a spec: one per value, what is null or empty left out.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="prefix">What the paths begin with, such as <c>project</c>.</param>
    /// <param name="origins">Where values came from by their path in the spec; null when code gave whatever is not a default.</param>
    public static IEnumerable<ConfigSetting> Of<T>(T spec, string prefix, IReadOnlyDictionary<string, SettingOrigin>? origins = null)
        where T : class
    {
        using var written = JsonDocument.Parse(SpecJson.Write(spec));
        using var whole = JsonDocument.Parse(SpecSerializer.WriteWhole(spec));
        return [.. Flatten(whole.RootElement, written.RootElement, "", prefix, origins)];
    }

    private static IEnumerable<ConfigSetting> Flatten(JsonElement whole, JsonElement? written, string path, string prefix, IReadOnlyDictionary<string, SettingOrigin>? origins)
    {
        switch (whole.ValueKind)
        {
            case JsonValueKind.Null:
                return [];
            case JsonValueKind.Object:
                return whole.EnumerateObject().SelectMany(member => Flatten(member.Value, Child(written, member.Name), SpecPath.At(path, member.Name), prefix, origins));
            case JsonValueKind.Array:
                return whole.EnumerateArray().SelectMany((item, i) => Flatten(item, Child(written, i), SpecPath.At(path, i), prefix, origins));
            default:
                var origin = origins is null ? (written is null ? SettingOrigin.Default : SettingOrigin.Code) : OriginOf(path, written, origins);
                var full = $"{prefix}{(path.StartsWith('[') ? "" : ".")}{path}";
                return [new ConfigSetting(full, SettingRedaction.Shown(full, new JsonValue(whole)), origin)];
        }
    }

    /// <summary>A value within free JSON has no place of its own, but that of the value that it is part of.</summary>
    private static SettingOrigin OriginOf(string path, JsonElement? written, IReadOnlyDictionary<string, SettingOrigin> origins)
    {
        if (origins.TryGetValue(path, out var exact))
            return exact;
        for (var step = SpecPath.Parent(path); written is not null && !string.IsNullOrEmpty(step); step = SpecPath.Parent(step))
        {
            if (origins.TryGetValue(step, out var around))
                return around;
        }

        return SettingOrigin.Default;
    }

    private static JsonElement? Child(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var child) ? child : null;

    private static JsonElement? Child(JsonElement? parent, int index) =>
        parent is { ValueKind: JsonValueKind.Array } value && index < value.GetArrayLength() ? value[index] : null;
}
