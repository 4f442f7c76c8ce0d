using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Assay.Contracts;
using Assay.Text;
using Json.Schema;

namespace Assay.Extractors;

/// <summary>Checks JSON against a schema, by JsonSchema.Net, without network access and within a time limit.</summary>
internal sealed class SchemaValidator
{
    /// <summary>The dialect that the translation speaks; every fault is listed with its place.</summary>
    private readonly EvaluationOptions options = new() { EvaluateAs = SpecVersion.Draft7, OutputFormat = OutputFormat.List };

    private readonly JsonSchema schema;
    private readonly Regex[] patterns;

    private SchemaValidator(JsonSchema schema, IEnumerable<string> patterns)
    {
        this.schema = schema;
        this.patterns = [.. patterns.Select(pattern => new Regex(pattern, RegexOptions.None, UserRegex.TimeLimit))];
    }

    /// <summary>Reads the setting <c>schema</c>; null when it is broken, with its problems in the reader.</summary>
    public static SchemaValidator? Read(ConfigReader reader)
    {
        const string Name = "schema";
        if (reader.Raw(Name) is not { ValueKind: JsonValueKind.Object } given)
        {
            reader.Fail(Name, "'json_schema' needs 'schema', a JSON Schema as an object.");
            return null;
        }

        var translation = new SchemaTranslation(reader);
        var translated = translation.Translate(given, Name).ToJsonString();
        if (!reader.Good)
            return null;
        try
        {
            return new SchemaValidator(JsonSchema.FromText(translated), translation.Patterns);
        }
        catch (Exception error)
        {
            reader.Fail(Name, $"The schema cannot be read: {error.Message}");
            return null;
        }
    }

    /// <summary>What breaks the schema, as one sentence; null when nothing does.</summary>
    public string? Check(JsonElement value)
    {
        try
        {
            if (patterns.Length > 0)
                TryPatterns(value);
        }
        catch (RegexMatchTimeoutException error)
        {
            return UserRegex.TimeoutReason(error.Pattern);
        }

        var results = schema.Evaluate(JsonNode.Parse(ExactJson.Write(value)), options);
        return results.IsValid
            ? null
            : "The JSON breaks the schema: " + string.Join("; ", results.Details.Where(static detail => detail.Errors is not null).SelectMany(static detail => detail.Errors!.Select(error => $"{Sentence(error.Value)} at #{detail.InstanceLocation}"))) + ".";
    }

    private static string Sentence(string message) => message.TrimEnd('.');

    /// <summary>The library matches without a time limit: whatever it will match is matched here before, with one.</summary>
    private void TryPatterns(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                TryPatterns(value.GetString()!);
                break;
            case JsonValueKind.Array:
                foreach (var entry in value.EnumerateArray())
                    TryPatterns(entry);
                break;
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    TryPatterns(property.Name);
                    TryPatterns(property.Value);
                }

                break;
        }
    }

    private void TryPatterns(string text)
    {
        foreach (var pattern in patterns)
            _ = pattern.IsMatch(text);
    }
}
