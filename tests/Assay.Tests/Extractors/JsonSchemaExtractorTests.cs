using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Tests.Extractors;

public sealed class JsonSchemaExtractorTests
{
    [Theory]
    [InlineData("""{"const":2}""", "2", true)]
    [InlineData("""{"const":2}""", "2.0", true)]
    [InlineData("""{"const":2}""", "\"2\"", false)]
    [InlineData("""{"enum":["a",null,{"x":1,"y":2}]}""", """{"y":2,"x":1}""", true)]
    [InlineData("""{"enum":["a",null]}""", "null", true)]
    [InlineData("""{"enum":["a",null]}""", "\"null\"", false)]
    [InlineData("""{"enum":[]}""", "1", false)]
    [InlineData("""{"type":"integer"}""", "1e2", true)]
    [InlineData("""{"type":"integer"}""", "1.5", false)]
    [InlineData("""{"type":"integer"}""", "123456789012345678901234567890", true)]
    [InlineData("""{"type":["string","null"]}""", "null", true)]
    [InlineData("""{"type":["string","null"]}""", "1", false)]
    [InlineData("""{"type":"string","minLength":2}""", "\"2020-01-01\"", true)]
    [InlineData("""{"type":"number","exclusiveMinimum":0}""", "0", false)]
    [InlineData("""{"type":"number","multipleOf":0.1}""", "0.3", true)]
    [InlineData("""{"properties":{"a":false}}""", """{"a":1}""", false)]
    [InlineData("""{"properties":{"a":false}}""", """{"b":1}""", true)]
    [InlineData("""{"if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}}""", """{"a":1,"b":1}""", true)]
    [InlineData("""{"if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}}""", """{"a":1,"c":1}""", false)]
    [InlineData("""{"if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}}""", """{"c":1}""", true)]
    [InlineData("""{"if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}}""", "{}", false)]
    [InlineData("""{"contains":{"type":"string"}}""", """[1,"a"]""", true)]
    [InlineData("""{"contains":{"type":"string"}}""", "[1]", false)]
    [InlineData("""{"contains":{"type":"string"}}""", "1", true)]
    [InlineData("""{"propertyNames":{"pattern":"^k"}}""", """{"k1":1}""", true)]
    [InlineData("""{"propertyNames":{"pattern":"^k"}}""", """{"j1":1}""", false)]
    [InlineData("""{"propertyNames":{"enum":["a"],"maxLength":1}}""", """{"a":1}""", true)]
    [InlineData("""{"propertyNames":{"enum":["a"],"maxLength":1}}""", """{"b":1}""", false)]
    [InlineData("""{"dependentRequired":{"a":["b"]}}""", """{"a":1}""", false)]
    [InlineData("""{"dependentRequired":{"a":["b"]}}""", """{"b":1}""", true)]
    [InlineData("""{"prefixItems":[{"type":"string"}],"items":{"type":"integer"}}""", """["a",1]""", true)]
    [InlineData("""{"prefixItems":[{"type":"string"}],"items":{"type":"integer"}}""", """["a","b"]""", false)]
    [InlineData("""{"$defs":{"n":{"type":"integer"}},"items":{"$ref":"#/$defs/n","minimum":3}}""", "[3]", true)]
    [InlineData("""{"$defs":{"n":{"type":"integer"}},"items":{"$ref":"#/$defs/n","minimum":3}}""", "[2]", false)]
    [InlineData("""{"$defs":{"n":{"type":"integer"}},"items":{"$ref":"#/$defs/n"}}""", "[\"3\"]", false)]
    [InlineData("""{"properties":{"next":{"$ref":"#"}},"required":["v"]}""", """{"v":1,"next":{"v":2}}""", true)]
    [InlineData("""{"properties":{"next":{"$ref":"#"}},"required":["v"]}""", """{"v":1,"next":{}}""", false)]
    [InlineData("""{"not":{"type":"string"}}""", "\"a\"", false)]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "1", false)]
    [InlineData("""{"patternProperties":{"^a":{"type":"integer"}},"additionalProperties":false}""", """{"a1":1}""", true)]
    [InlineData("""{"patternProperties":{"^a":{"type":"integer"}},"additionalProperties":false}""", """{"b":1}""", false)]
    [InlineData("""{"uniqueItems":true}""", "[1,1]", false)]
    [InlineData("""{"properties":{"const":{"type":"string"}}}""", """{"const":"x"}""", true)]
    public async Task Keyword_decides(string schema, string json, bool valid)
    {
        var extraction = await BuiltIn.ExtractAsync("json_schema", "{\"schema\":" + schema + "}", json);
        Assert.Equal(valid, extraction.Success);
        if (valid)
            Assert.Equal(JsonValue.Parse(json), new JsonValue((JsonElement)extraction.Value!));
    }

    [Fact]
    public void Every_fault_of_a_schema_is_a_problem_with_its_path()
    {
        var error = Assert.Throws<SpecValidationException>(() => BuiltIn.Extractor(
            "json_schema",
            """{"schema":{"type":"nonsense","properties":{"a":{"$ref":"http://example.org/x"},"b":{"pattern":"("},"c":{"unevaluatedItems":false}},"required":1},"strict":true}"""));
        Assert.Equal(
            ["schema.properties.a.$ref", "schema.properties.b.pattern", "schema.properties.c.unevaluatedItems", "schema.required", "schema.type", "strict"],
            error.Problems.Select(problem => problem.Path).Order(StringComparer.Ordinal));
        Assert.All(error.Problems, problem => Assert.Equal(ErrorCode.SchemaMismatch, problem.Code));
    }

    [Fact]
    public async Task Slow_pattern_of_a_schema_is_a_failed_extraction()
    {
        var extraction = await BuiltIn.ExtractAsync("json_schema", """{"schema":{"pattern":"^(a+)+$"}}""", $"\"{new string('a', 60)}!\"");
        Assert.False(extraction.Success);
        Assert.Contains("longer than 2 seconds", extraction.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_schema_checks_many_outputs_at_once()
    {
        var extractor = BuiltIn.Extractor("json_schema", """{"schema":{"$defs":{"n":{"type":"integer","minimum":3}},"items":{"$ref":"#/$defs/n"}}}""");
        var wrong = 0;

        await Parallel.ForAsync(0, 2000, TestContext.Current.CancellationToken, async (i, cancellationToken) =>
        {
            var extraction = await extractor(new ExtractionContext(new Output(i % 2 == 0 ? "[3,4]" : "[3,2]"), BuiltIn.Nothing), cancellationToken);
            if (extraction.Success != (i % 2 == 0))
                Interlocked.Increment(ref wrong);
        });

        Assert.Equal(0, wrong);
    }

    [Theory]
    [InlineData("the answer is {\"a\":1}")]
    [InlineData("{\"a\":1} and more")]
    [InlineData("{\"a\":1")]
    [InlineData("NaN")]
    public async Task Output_that_is_not_JSON_as_a_whole_fails(string text) =>
        Assert.False((await BuiltIn.ExtractAsync("json_schema", """{"schema":{}}""", text)).Success);
}
