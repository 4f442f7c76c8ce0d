using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Assay.Extractors;

/// <summary>
/// JSON with sorted keys, each once (the last one holds), and every number that has no fraction spelt as an integer: what
/// makes a validator that compares spellings compare values. The validator knows integers of 64 bits, so that longer ones
/// become the nearest of those.
/// </summary>
internal static class ExactJson
{
    private const int LongestExponent = 400;

    /// <summary>The value so spelt, in UTF-8.</summary>
    public static byte[] Write(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, value);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in LastOfEachName(value))
                {
                    writer.WritePropertyName(property.Key);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var entry in value.EnumerateArray())
                    Write(writer, entry);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(Spell(value.GetRawText()));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static SortedDictionary<string, JsonElement> LastOfEachName(JsonElement value)
    {
        var properties = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
            properties[property.Name] = property.Value;
        return properties;
    }

    private static string Spell(string number)
    {
        var mark = number.AsSpan().IndexOfAny('e', 'E');
        if (mark >= 0 && (!int.TryParse(number.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) || Math.Abs(exponent) > LongestExponent))
            return number;
        return BigInteger.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var whole)
            ? BigInteger.Clamp(whole, long.MinValue, long.MaxValue).ToString(CultureInfo.InvariantCulture)
            : number;
    }
}
