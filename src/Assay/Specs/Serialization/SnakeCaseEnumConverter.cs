using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assay.Specs.Serialization;

/// <summary>Reads and writes an enum by the snake-case names of its members; numbers are refused.</summary>
internal sealed class SnakeCaseEnumConverter<T> : JsonConverter<T>, INamedValuesConverter
    where T : struct, Enum
{
    private readonly T[] values = Enum.GetValues<T>();
    private readonly string[] names = [.. Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => names;

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var index = reader.TokenType == JsonTokenType.String ? Array.IndexOf(names, reader.GetString()) : -1;
        return index >= 0 ? values[index] : throw new JsonException($"Expected one of: {string.Join(", ", names)}.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        var index = Array.IndexOf(values, value);
        writer.WriteStringValue(index >= 0 ? names[index] : throw new JsonException($"{typeof(T).Name} has no member {value}."));
    }
}
