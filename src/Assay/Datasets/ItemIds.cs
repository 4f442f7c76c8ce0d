using System.Text.Json;
using Assay.Errors;
using Assay.Identity;

namespace Assay.Datasets;

/// <summary>Gives the items of one reading their ids and refuses an id's second use. Remembers eight bytes and a position per item.</summary>
/// <param name="place">Where the items come from, for problems.</param>
internal sealed class ItemIds(DataPlace place)
{
    private readonly Dictionary<ulong, int> positions = [];
    private int named;
    private int unnamed;

    /// <summary>Accepts an id that the item's type gave.</summary>
    public string Declared(string? id, int position)
    {
        if (string.IsNullOrWhiteSpace(id))
            throw place.Error(ErrorCode.ItemIdMissing, "The item has no id; give its id member a value.", position);
        return Register(id, position);
    }

    /// <summary>The id that a record's fields give, or that its content does.</summary>
    /// <param name="content">The record.</param>
    /// <param name="digest">The digest of the item's content.</param>
    /// <param name="position">The record's line or position.</param>
    public string Found(JsonElement content, Hash128 digest, int position)
    {
        var found = Field(content, position);
        if (found is null && named > 0)
            throw place.Error(ErrorCode.ItemIdMissing, $"The record has no id field although {place.Refer(named)} has one; give every record an id or none.", position);
        if (found is not null && unnamed > 0)
            throw place.Error(ErrorCode.ItemIdMissing, $"The record has an id field although {place.Refer(unnamed)} has none; give every record an id or none.", position);
        if (found is not null)
        {
            named = named == 0 ? position : named;
            return Register(found, position);
        }

        unnamed = unnamed == 0 ? position : unnamed;
        return Register(digest.Short, position, derived: true);
    }

    private string? Field(JsonElement content, int position)
    {
        if (content.ValueKind != JsonValueKind.Object)
            return null;
        string? empty = null;
        foreach (var name in (ReadOnlySpan<string>)["item_id", "id"])
        {
            foreach (var property in content.EnumerateObject())
            {
                if (!FieldNames.Match(property.Name, name))
                    continue;
                var id = Text(property, position);
                if (!string.IsNullOrWhiteSpace(id))
                    return id;
                empty ??= property.Name;
            }
        }

        return empty is null
            ? null
            : throw place.Error(ErrorCode.ItemIdMissing, $"The id field '{empty}' is empty; give it a value.", position);
    }

    private string? Text(JsonProperty property, int position) => property.Value.ValueKind switch
    {
        JsonValueKind.String => property.Value.GetString(),
        JsonValueKind.Number => property.Value.GetRawText(),
        JsonValueKind.Null => null,
        _ => throw place.Error(ErrorCode.DatasetMalformed, $"The id field '{property.Name}' is neither a text nor a number; make it one.", position),
    };

    private string Register(string id, int position, bool derived = false)
    {
        if (positions.TryAdd(Digest.Of(id).High, position))
            return id;
        var first = place.Refer(positions[Digest.Of(id).High]);
        throw place.Error(
            ErrorCode.ItemIdDuplicate,
            derived
                ? $"The record has the same content as {first} and so the same id '{id}'; remove one of them, or give each an id field."
                : $"The id '{id}' is already that of {first}; give each item an id of its own.",
            position);
    }
}
