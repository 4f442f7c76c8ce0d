using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Assay.Specs.Serialization;

/// <summary>Reads and writes a list of one element type, closed in <see cref="SpecJsonContext"/> so that nothing is reflected.</summary>
internal sealed class ValueListConverter<T> : JsonConverter<ValueList<T>>, IElementConverter
{
    /// <inheritdoc/>
    public Type ElementType => typeof(T);

    /// <inheritdoc/>
    public bool IsMap => false;

    /// <inheritdoc/>
    public override ValueList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("Expected an array.");
        var element = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(JsonSerializer.Deserialize(ref reader, element)!);
        return ValueList.From(items);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ValueList<T> value, JsonSerializerOptions options)
    {
        var element = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        writer.WriteStartArray();
        foreach (var item in value)
            JsonSerializer.Serialize(writer, item, element);
        writer.WriteEndArray();
    }
}
