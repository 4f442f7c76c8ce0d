using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Assay.Datasets;

/// <summary>
/// Spells the field names of a record as its type does, in place: <c>"ground_truth":</c> becomes <c>"GroundTruth" :</c>,
/// of equal length, so that the places of later errors stay true.
/// </summary>
internal static class NameFitter
{
    /// <summary>Fits the names of an object and of those within it.</summary>
    /// <param name="json">A well-formed object or not; what cannot be read is left as it is.</param>
    /// <param name="type">The type that it will be read into.</param>
    public static void Fit(Span<byte> json, JsonTypeInfo type)
    {
        if (type.Kind is not JsonTypeInfoKind.Object || (type.Options.PropertyNameCaseInsensitive && !json.Contains((byte)'_')))
            return;
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            FitValue(ref reader, json, type);
        }
        catch (JsonException)
        {
            // The deserializer that reads the record next reports the fault at its place.
        }
    }

    private static void FitValue(ref Utf8JsonReader reader, Span<byte> json, JsonTypeInfo? type)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            var element = type?.ElementType is { } elementType ? type.Options.GetTypeInfo(elementType) : null;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                FitValue(ref reader, json, element);
        }
        else if (reader.TokenType == JsonTokenType.StartObject && type is { Kind: JsonTypeInfoKind.Object })
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var property = Find(type, ref reader);
                if (property is not null && !reader.ValueIsEscaped)
                    Spell(json.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length + 1), property.Name);
                reader.Read();
                var isNested = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
                FitValue(ref reader, json, property is null || !isNested ? null : type.Options.GetTypeInfo(property.PropertyType));
            }
        }
        else
        {
            reader.Skip();
        }
    }

    private static JsonPropertyInfo? Find(JsonTypeInfo type, ref Utf8JsonReader reader)
    {
        foreach (var property in type.Properties)
        {
            if (reader.ValueTextEquals(property.Name))
                return property;
        }

        var name = reader.GetString()!;
        foreach (var property in type.Properties)
        {
            if (FieldNames.Match(property.Name, name))
                return property;
        }

        return null;
    }

    // The span holds the name and its closing quote.
    private static void Spell(Span<byte> name, string spelling)
    {
        var length = Encoding.UTF8.GetByteCount(spelling);
        if (length >= name.Length)
            return;
        Encoding.UTF8.GetBytes(spelling, name);
        name[length] = (byte)'"';
        name[(length + 1)..].Fill((byte)' ');
    }
}
