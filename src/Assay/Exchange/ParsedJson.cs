using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Specs;

namespace Assay.Exchange;

/// <summary>Parsed values as JSON, where they have a form there: texts, truth values, numbers, JSON, and lists and maps of these.</summary>
internal static class ParsedJson
{
    private const int Deepest = 32;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Gives a value as JSON on one line.</summary>
    /// <param name="value">The value.</param>
    /// <param name="json">The JSON, UTF-8.</param>
    /// <returns>Whether it has a form there.</returns>
    public static bool TryWrite(object? value, out ReadOnlyMemory<byte> json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Options);
        var isKnown = TryWrite(writer, value, Deepest);
        if (isKnown)
            writer.Flush();
        json = buffer.WrittenMemory;
        return isKnown;
    }

    private static bool TryWrite(Utf8JsonWriter writer, object? value, int depth) => value switch
    {
        null => Wrote(writer.WriteNullValue),
        string text => Wrote(() => writer.WriteStringValue(text)),
        char letter => Wrote(() => writer.WriteStringValue(letter.ToString())),
        bool truth => Wrote(() => writer.WriteBooleanValue(truth)),
        JsonElement element => TryWrite(writer, element),
        JsonValue known => TryWrite(writer, known.Element),
        Enum name => Wrote(() => writer.WriteStringValue(name.ToString())),
        double number => double.IsFinite(number) && Wrote(() => writer.WriteNumberValue(number)),
        float number => float.IsFinite(number) && Wrote(() => writer.WriteNumberValue(number)),
        decimal number => Wrote(() => writer.WriteNumberValue(number)),
        ulong number => Wrote(() => writer.WriteNumberValue(number)),
        sbyte or byte or short or ushort or int or uint or long => Wrote(() => writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture))),
        IDictionary map => depth > 0 && TryWriteMap(writer, map, depth - 1),
        IEnumerable list => depth > 0 && TryWriteList(writer, list, depth - 1),
        _ => false,
    };

    /// <summary>An element may escape half of a surrogate pair, which no text can hold.</summary>
    private static bool TryWrite(Utf8JsonWriter writer, JsonElement element)
    {
        try
        {
            element.WriteTo(writer);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool TryWriteMap(Utf8JsonWriter writer, IDictionary map, int depth)
    {
        writer.WriteStartObject();
        foreach (DictionaryEntry entry in map)
        {
            if (entry.Key is not string name)
                return false;
            writer.WritePropertyName(name);
            if (!TryWrite(writer, entry.Value, depth))
                return false;
        }

        writer.WriteEndObject();
        return true;
    }

    private static bool TryWriteList(Utf8JsonWriter writer, IEnumerable list, int depth)
    {
        writer.WriteStartArray();
        foreach (var value in list)
        {
            if (!TryWrite(writer, value, depth))
                return false;
        }

        writer.WriteEndArray();
        return true;
    }

    private static bool Wrote(Action write)
    {
        write();
        return true;
    }
}
