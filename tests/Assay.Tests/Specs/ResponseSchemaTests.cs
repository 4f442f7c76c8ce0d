using System.Text.Json;
using System.Text.Json.Serialization;
using Assay.Specs;

namespace Assay.Tests.Specs;

/// <summary>Params that ask for an answer by a type.</summary>
public sealed partial class ResponseSchemaTests
{
    [Fact]
    public void Schema_of_a_type_s_metadata_is_strict()
    {
        var asked = new InferenceParams { Temperature = 0, Extras = new([KeyValuePair.Create("effort", JsonValue.Parse("\"low\""))]) }.AnsweringAs(Metadata.Default.Verdict);

        Assert.Equal(("json_schema", "\"Verdict\"", "\"low\"", 0.0), (asked.ResponseFormat, asked.Extras["json_schema_name"].ToString(), asked.Extras["effort"].ToString(), asked.Temperature));
        Assert.Equal(
            JsonValue.Parse("""
                {
                  "type": "object",
                  "properties": {
                    "label": { "type": "string" },
                    "share": { "type": ["number", "null"] },
                    "parts": { "type": "array", "items": { "type": "object", "properties": { "n": { "type": "integer" } }, "required": ["n"], "additionalProperties": false } }
                  },
                  "required": ["label", "share", "parts"],
                  "additionalProperties": false
                }
                """),
            asked.Extras["json_schema"]);
    }

    [Fact]
    public void Another_schema_takes_the_first_one_s_place_and_is_another_question()
    {
        var first = new InferenceParams().AnsweringAs("a", JsonValue.Parse("""{"type":"object"}"""));
        var second = first.AnsweringAs("a", JsonValue.Parse("""{"type":"object","properties":{}}"""));

        Assert.Equal(2, second.Extras.Count);
        Assert.NotEqual(SpecDigest.Of(first), SpecDigest.Of(second));
        Assert.Equal(SpecDigest.Of(first), SpecDigest.Of(new InferenceParams().AnsweringAs("a", JsonValue.Parse("""{ "type": "object" }"""))));
    }

    internal sealed record Verdict(string Label, double? Share, Part[] Parts);

    internal sealed record Part(int N);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict)]
    [JsonSerializable(typeof(Verdict))]
    internal sealed partial class Metadata : JsonSerializerContext;
}
