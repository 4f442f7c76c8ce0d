using System.Text.Json;
using Assay.Specs;
using Assay.Specs.Serialization;

namespace Assay.Planning.Diffs;

/// <summary>One side of a comparison: a value as it is written, with defaults left out, and as a whole, with defaults filled in.</summary>
/// <param name="Written">The value as written; null where it is left out.</param>
/// <param name="Whole">The value with all of its members; null where there is none.</param>
internal readonly record struct SpecSide(JsonElement? Written, JsonElement? Whole)
{
    /// <summary>A whole spec.</summary>
    public static SpecSide Of<T>(T spec)
        where T : class => new(Parse(SpecJson.Write(spec)), Parse(SpecSerializer.WriteWhole(spec)));

    /// <summary>The value to show: as written, else its default; null where there is none.</summary>
    public JsonValue? Shown => (Written ?? Whole) is { ValueKind: not JsonValueKind.Null } value ? new JsonValue(value) : null;

    /// <summary>What it is; null where there is none.</summary>
    public JsonValueKind Kind => (Written ?? Whole)?.ValueKind ?? JsonValueKind.Null;

    /// <summary>The names of the members that are written.</summary>
    public IEnumerable<string> Names => Written is { ValueKind: JsonValueKind.Object } value ? value.EnumerateObject().Select(static member => member.Name) : [];

    /// <summary>The elements of a list.</summary>
    public IReadOnlyList<SpecSide> Elements
    {
        get
        {
            var whole = Whole;
            return [.. (Written ?? Whole)!.Value.EnumerateArray().Select((element, i) => new SpecSide(element, whole is { } list && i < list.GetArrayLength() ? list[i] : null))];
        }
    }

    /// <summary>The id of an object; null where it has none.</summary>
    public string? Id => Member("id") is { Kind: JsonValueKind.String } id ? id.Written?.GetString() : null;

    /// <summary>A member of an object.</summary>
    public SpecSide Member(string name) => new(Child(Written, name), Child(Whole, name));

    private static JsonElement? Child(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var child) ? child : null;

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
