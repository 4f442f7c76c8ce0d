using System.Text.Json;
using Assay.Contracts;

namespace Assay.Extractors;

/// <summary>
/// Reads the whole output as JSON and gives it as a <see cref="JsonElement"/> if it satisfies a schema. Setting
/// <c>schema</c>: a JSON Schema; references stay within it, formats are not checked, and keywords that are not supported
/// are problems. A number without decimals is an integer, however it is spelt.
/// </summary>
internal sealed class JsonSchemaExtractor : IExtractor
{
    /// <inheritdoc/>
    public string Id => "json_schema";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundExtractor Bind(JsonElement? config)
    {
        var reader = new ConfigReader(Id, config);
        var validator = SchemaValidator.Read(reader);
        reader.Done();
        return (context, _) => ValueTask.FromResult(Extract(validator!, context.Output.Text));
    }

    private static Extraction Extract(SchemaValidator validator, string text) =>
        EmbeddedJson.Strict(text) is not { } json ? Extraction.NotFound("The output is not JSON.")
        : validator.Check(json) is { } fault ? Extraction.NotFound(fault)
        : Extraction.Found(json);
}
