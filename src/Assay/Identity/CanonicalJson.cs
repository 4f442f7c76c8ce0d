using System.Buffers;
using System.Text.Json;

namespace Assay.Identity;

/// <summary>
/// JSON with one spelling: keys in ordinal order, no white space, shortest round-trip numbers, UTF-8.
/// Equal values have equal bytes whoever wrote them, so their digest is an identity.
/// </summary>
public static class CanonicalJson
{
    internal static readonly JsonWriterOptions Options = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>The canonical bytes of a value.</summary>
    /// <param name="element">Any JSON value. A repeated key keeps its last value.</param>
    public static byte[] Write(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        Write(element, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the canonical bytes of a value.</summary>
    /// <param name="element">Any JSON value. A repeated key keeps its last value.</param>
    /// <param name="destination">Receives the bytes.</param>
    public static void Write(JsonElement element, IBufferWriter<byte> destination)
    {
        using var writer = new Utf8JsonWriter(destination, Options);
        WriteValue(writer, element);
    }

    /// <summary>The identity of a value: the digest of its canonical bytes.</summary>
    public static Hash128 Hash(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        Write(element, buffer);
        return Digest.Of(buffer.WrittenSpan);
    }

    private static void WriteValue(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in LastOfEachKey(element))
                {
                    writer.WritePropertyName(property.Name);
                    WriteValue(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    WriteValue(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                WriteNumber(writer, element);
                break;
            case JsonValueKind.Undefined:
                writer.WriteNullValue();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, JsonElement element)
    {
        if (element.TryGetInt64(out var whole))
            writer.WriteNumberValue(whole);
        else if (element.TryGetUInt64(out var large))
            writer.WriteNumberValue(large);
        else if (element.TryGetDouble(out var number) && double.IsFinite(number))
            WriteDouble(writer, number);
        else
            writer.WriteRawValue(element.GetRawText(), skipInputValidation: true);
    }

    internal static void WriteDouble(Utf8JsonWriter writer, double number)
    {
        if (Math.Truncate(number) == number && Math.Abs(number) < 1L << 53)
            writer.WriteNumberValue((long)number);
        else
            writer.WriteNumberValue(number);
    }

    private static IEnumerable<JsonProperty> LastOfEachKey(JsonElement element)
    {
        var properties = new List<JsonProperty>();
        foreach (var property in element.EnumerateObject())
            properties.Add(property);

        // List.Sort is not stable, so equal keys are told apart by where they stood.
        var order = Enumerable.Range(0, properties.Count).ToArray();
        Array.Sort(order, (a, b) =>
        {
            var byName = string.CompareOrdinal(properties[a].Name, properties[b].Name);
            return byName != 0 ? byName : a.CompareTo(b);
        });
        for (var i = 0; i < order.Length; i++)
        {
            var property = properties[order[i]];
            if (i + 1 == order.Length || properties[order[i + 1]].Name != property.Name)
                yield return property;
        }
    }
}
