using System.Buffers;
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
internal sealed class ItemFactory<T>(JsonTypeInfo<T> typeInfo, Func<T, string?>? id, DataPlace place) : IDisposable
{
    private readonly ItemIds ids = new(place);
    private readonly CanonicalCopier copier = new();
    private readonly ArrayBufferWriter<byte> written = new(512);
    private readonly Utf8JsonWriter writer = new(new ArrayBufferWriter<byte>(), CanonicalJson.Options);

    /// <summary>An item from a record of a file.</summary>
    public Item FromRecord(DataFile file, RawRecord record)
    {
        try
        {
            RequireObject(record);
            if (typeof(T) == typeof(JsonElement))
            {
                using var document = JsonDocument.Parse(record.Json, ItemJson.Document);
                var json = copier.Copy(record.Json.Span);
                return Create((T)(object)document.RootElement.Clone(), json, id is null ? document.RootElement : default, record.Line);
            }

            NameFitter.Fit(record.Json.Span, typeInfo);
            var value = JsonSerializer.Deserialize(record.Json.Span, typeInfo)!;
            var content = Write(value, record.Line);
            if (id is not null)
                return Create(value, content, default, record.Line);
            using var source = JsonDocument.Parse(record.Json);
            return Create(value, content, source.RootElement, record.Line);
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
        if (value is JsonElement element)
            return Create(value, CanonicalJson.Write(element), element, position);
        var json = Write(value, position);
        if (id is not null)
            return Create(value, json, default, position);
        using var source = JsonDocument.Parse(written.WrittenMemory);
        return Create(value, json, source.RootElement, position);
    }

    /// <summary>Gives back what it writes with.</summary>
    public void Dispose()
    {
        copier.Dispose();
        writer.Dispose();
    }

    /// <summary>Makes an item.</summary>
    /// <param name="value">The user's value.</param>
    /// <param name="json">Its content, canonical.</param>
    /// <param name="source">Where an id is looked for, unless the type has one.</param>
    /// <param name="position">The record's line or position.</param>
    private Item Create(T value, byte[] json, JsonElement source, int position)
    {
        var digest = Digest.Of(json);
        var itemId = id is not null
            ? ids.Declared(id(value), position)
            : ids.Found(source, digest, position);
        return new Item(itemId, value!, json, digest);
    }

    /// <summary>A value's canonical JSON.</summary>
    private byte[] Write(T value, int position)
    {
        try
        {
            written.ResetWrittenCount();
            writer.Reset(written);
            JsonSerializer.Serialize(writer, value, typeInfo);
            writer.Flush();
            return copier.Copy(written.WrittenSpan);
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException or InvalidOperationException)
        {
            throw place.Error(ErrorCode.DatasetMalformed, $"{typeof(T).Name} cannot be written as JSON, which gives an item its identity: {exception.Message}", position, null, exception);
        }
    }

    private void RequireObject(RawRecord record)
    {
        var json = record.Json.Span;
        var first = json[json.IndexOfAnyExcept(" \t\r\n"u8)];
        if (first == (byte)'{')
            return;
        using var wellFormed = JsonDocument.Parse(record.Json);
        var mend = first == (byte)'[' ? ", or read a file that is one array of objects with Dataset.Json" : "";
        throw place.Error(ErrorCode.DatasetMalformed, $"The record is not a JSON object; write it as one, with named fields{mend}.", record.Line, record.Column == 0 ? null : record.Column);
    }
}
