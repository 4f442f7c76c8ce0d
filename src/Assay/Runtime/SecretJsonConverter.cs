using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assay.Runtime;

/// <summary>Writes <c>***</c> and refuses to read.</summary>
internal sealed class SecretJsonConverter : JsonConverter<Secret>
{
    public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("A secret is never read from JSON; name an environment variable instead.");

    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue("***");

    public override void WriteAsPropertyName(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WritePropertyName("***");
}
