using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assay.Runtime;

/// <summary>Writes every secret as <c>***</c> and reads none: a secret that can be read from a document was stored in one.</summary>
internal sealed class SecretJsonConverter : JsonConverter<Secret>
{
    /// <summary>Refuses.</summary>
    /// <exception cref="JsonException">Always.</exception>
    public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("A secret is not read from JSON; name the environment variable that holds it and use Secret.FromEnvironment.");

    /// <summary>Writes <c>***</c>.</summary>
    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue(Secret.Mask);

    /// <summary>Writes <c>***</c>.</summary>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WritePropertyName(Secret.Mask);
}
