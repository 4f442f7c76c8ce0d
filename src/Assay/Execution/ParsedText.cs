using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Identity;

namespace Assay.Execution;

/// <summary>
/// A parsed value as the text that stores keep for people: a single value as it spells itself in the invariant culture, an array, a collection or a map as
/// canonical JSON. Types are told apart without reflection, so that the text is the same where code is trimmed or compiled ahead of time.
/// </summary>
internal static class ParsedText
{
    /// <summary>Lists within lists beyond these are given by their own text, so that one that holds itself ends.</summary>
    private const int Deepest = 32;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a value; null for none.</summary>
    public static string? Of(object? value) => value switch
    {
        null => null,
        string text => text,
        JsonElement element => element.GetRawText(),
        JsonArray or JsonObject => Canonical(((JsonNode)value).ToJsonString()),
        IFormattable single => single.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable => Canonical(Json((IEnumerable)value)),
        _ => value.ToString(),
    };

    private static string Canonical(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 0 });
        return Encoding.UTF8.GetString(CanonicalJson.Write(document.RootElement));
    }

    private static string Json(IEnumerable list)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
            Write(json, list, Deepest);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, object? value, int depth)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case sbyte or byte or short or ushort or int or uint or long:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case ulong number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case float number when float.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case JsonElement { ValueKind: not JsonValueKind.Undefined } element:
                element.WriteTo(json);
                break;
            case JsonNode node:
                node.WriteTo(json);
                break;
            case IDictionary map when depth > 0 && TextKeys(map) is { } members:
                json.WriteStartObject();
                foreach (var (name, member) in members)
                {
                    json.WritePropertyName(name);
                    Write(json, member, depth - 1);
                }

                json.WriteEndObject();
                break;
            case IEnumerable list and not string when depth > 0:
                json.WriteStartArray();
                foreach (var entry in list)
                    Write(json, entry, depth - 1);
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(value is IEnumerable and not string ? value.GetType().Name : Of(value));
                break;
        }
    }

    /// <summary>A map's entries by the texts of their keys; null where two keys have one text.</summary>
    private static Dictionary<string, object?>? TextKeys(IDictionary map)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in map)
        {
            if (!members.TryAdd(Of(entry.Key) ?? "", entry.Value))
                return null;
        }

        return members;
    }
}
