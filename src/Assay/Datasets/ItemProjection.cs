using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Contracts;
using Assay.Identity;

namespace Assay.Datasets;

/// <summary>Keeps some fields of an untyped item; its id stays, its content and so its digest become those of what is kept.</summary>
internal static class ItemProjection
{
    /// <summary>The item with the given fields alone, each under its path; a field that the item lacks is left out.</summary>
    public static Item Of(Item item, IReadOnlyList<FieldPath> fields)
    {
        var kept = new JsonObject();
        foreach (var field in fields)
            if (field.TryGet(item.Element, out var value))
                Put(kept, field, value);
        var element = JsonSerializer.SerializeToElement(kept, DatasetJson.Default.JsonObject);
        return new Item(item.Id, element, CanonicalJson.Write(element));
    }

    private static void Put(JsonObject target, FieldPath field, JsonElement value)
    {
        foreach (var segment in field.Segments[..^1])
        {
            if (target[segment] is not JsonObject next)
                target[segment] = next = [];
            target = next;
        }

        target[field.Segments[^1]] = value.ValueKind == JsonValueKind.Null ? null : JsonNode.Parse(value.GetRawText());
    }
}
