using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assay.Specs.Serialization;

/// <summary>Reads and writes any JSON value in its canonical spelling; a JSON null within a list or map is a value too.</summary>
internal sealed class JsonValueConverter : JsonConverter<JsonValue>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override JsonValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new JsonValue(document.RootElement);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, JsonValue? value, JsonSerializerOptions options)
    {
        if (value is null)
            writer.WriteNullValue();
        else
            writer.WriteRawValue(value.ToString(), skipInputValidation: true);
    }
}
