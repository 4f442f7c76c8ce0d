using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;

namespace Assay.Datasets;

/// <summary>Makes the items of one reading from records or values.</summary>
/// <typeparam name="T">The item's type.</typeparam>
/// <param name="typeInfo">How the type is read and written.</param>
/// <param name="id">Gives an item's id; null finds or derives it.</param>
/// <param name="place">Where the items come from, for problems.</param>
internal sealed class ItemFactory<T>(JsonTypeInfo<T> typeInfo, Func<T, string?>? id, DataPlace place)
{
    private readonly ItemIds ids = new(place);

    /// <summary>An item from a record of a file.</summary>
    public Item FromRecord(DataFile file, RawRecord record)
    {
        var json = record.Json.Span;
        try
        {
            RequireObject(record);
            if (typeof(T) == typeof(JsonElement))
            {
                using var document = JsonDocument.Parse(record.Json, ItemJson.Document);
                return Create((T)(object)document.RootElement.Clone(), document.RootElement, null, record.Line);
            }

            NameFitter.Fit(json, typeInfo);
            var value = JsonSerializer.Deserialize(json, typeInfo)!;
            if (id is not null)
                return Create(value, Write(value, record.Line), null, record.Line);
            using var source = JsonDocument.Parse(record.Json);
            return Create(value, Write(value, record.Line), source.RootElement, record.Line);
        }
        catch (JsonException exception)
        {
            throw JsonProblems.InRecord(file, record, exception, typeInfo);
        }
        catch (Exception exception) when (exception is NotSupportedException or ArgumentException or InvalidOperationException or FormatException)
        {
            throw place.Error(ErrorCode.DatasetMalformed, $"The record does not fit {typeof(T).Name}: {exception.Message} Correct the record or the type.", record.Line, null, exception);
        }
    }

    /// <summary>An item from a value of a sequence.</summary>
    public Item FromValue(T value, int position)
    {
        if (value is null)
            throw place.Error(ErrorCode.DatasetMalformed, "it is null; leave it out.", position);
        return Create(value, value is JsonElement element ? element : Write(value, position), null, position);
    }

    private Item Create(T value, JsonElement content, JsonElement? source, int position)
    {
        var json = CanonicalJson.Write(content);
        var itemId = id is not null
            ? ids.Declared(id(value), position)
            : ids.Found(source ?? content, Digest.Of(json), position);
        return new Item(itemId, value!, json);
    }

    private JsonElement Write(T value, int position)
    {
        try
        {
            return JsonSerializer.SerializeToElement(value, typeInfo);
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException or InvalidOperationException)
        {
            throw place.Error(ErrorCode.DatasetMalformed, $"{typeof(T).Name} cannot be written as JSON, which gives an item its identity: {exception.Message}", position, null, exception);
        }
    }

    private void RequireObject(RawRecord record)
    {
        var json = record.Json.Span;
        if (json[json.IndexOfAnyExcept(" \t\r\n"u8)] == (byte)'{')
            return;
        using var wellFormed = JsonDocument.Parse(record.Json);
        throw place.Error(ErrorCode.DatasetMalformed, "The record is not a JSON object; write it as one, with named fields.", record.Line, record.Column == 0 ? null : record.Column);
    }
}
