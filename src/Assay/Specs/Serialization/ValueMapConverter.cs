using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Assay.Specs.Serialization;

/// <summary>Reads and writes a map to one value type, closed in <see cref="SpecJsonContext"/> so that nothing is reflected.</summary>
internal sealed class ValueMapConverter<T> : JsonConverter<ValueMap<T>>, IElementConverter
{
    /// <inheritdoc/>
    public Type ElementType => typeof(T);

    /// <inheritdoc/>
    public bool IsMap => true;

    /// <inheritdoc/>
    public override ValueMap<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Expected an object.");
        var element = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        var pairs = new List<KeyValuePair<string, T>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            reader.Read();
            pairs.Add(new(key, JsonSerializer.Deserialize(ref reader, element)!));
        }

        return pairs.Count == 0 ? ValueMap<T>.Empty : new(pairs);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ValueMap<T> value, JsonSerializerOptions options)
    {
        var element = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        writer.WriteStartObject();
        foreach (var (key, item) in value)
        {
            writer.WritePropertyName(key);
            JsonSerializer.Serialize(writer, item, element);
        }

        writer.WriteEndObject();
    }
}
