using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Assay.Specs;

/// <content>Answers by a schema.</content>
public sealed partial record InferenceParams
{
    private static readonly JsonSchemaExporterOptions Strict = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = static (context, node) =>
        {
            if (node is JsonObject schema && context.TypeInfo.Kind == JsonTypeInfoKind.Object)
                schema["additionalProperties"] = false;
            return node;
        },
    };

    /// <summary>The same with the response format <c>json_schema</c>, whose schema is sent with the request and is part of identity.</summary>
    /// <param name="name">What the provider is told that the answer is: letters, digits, <c>_</c> and <c>-</c>.</param>
    /// <param name="schema">The schema, an object.</param>
    public InferenceParams AnsweringAs(string name, JsonValue schema)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return this with
        {
            ResponseFormat = "json_schema",
            Extras = new(Extras
                .Where(static extra => extra.Key is not ("json_schema" or "json_schema_name"))
                .Append(KeyValuePair.Create("json_schema", schema))
                .Append(KeyValuePair.Create("json_schema_name", JsonValue.Parse($"\"{JsonEncodedText.Encode(name)}\"")))),
        };
    }

    /// <summary>The same with the response format <c>json_schema</c>, whose schema is made of a type's metadata: no other member is allowed in its objects.</summary>
    /// <typeparam name="T">The type that the answer is to be read as.</typeparam>
    /// <param name="type">Its metadata, best of a source-generated context.</param>
    public InferenceParams AnsweringAs<T>(JsonTypeInfo<T> type) =>
        AnsweringAs(typeof(T).Name, JsonValue.Parse(type.GetJsonSchemaAsNode(Strict).ToJsonString()));
}
