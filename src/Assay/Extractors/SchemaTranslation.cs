using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Assay.Contracts;

namespace Assay.Extractors;

/// <summary>
/// Turns a JSON Schema of any draft into one of the keywords that the validating library knows, so that none is ignored in
/// silence: what cannot be said there is a problem. Formats and other annotations are left out, as the standard allows.
/// </summary>
internal sealed class SchemaTranslation(ConfigReader reader)
{
    private static readonly HashSet<string> Types = ["null", "boolean", "integer", "number", "string", "array", "object"];

    private static readonly HashSet<string> Unknown =
        ["unevaluatedProperties", "unevaluatedItems", "minContains", "maxContains", "$dynamicRef", "$recursiveRef"];

    private readonly HashSet<string> definitions = new(StringComparer.Ordinal);
    private readonly HashSet<string> patterns = new(StringComparer.Ordinal);

    /// <summary>The regular expressions in the schema, all of them valid when no problem was found.</summary>
    public IReadOnlyCollection<string> Patterns => patterns;

    /// <summary>The translated schema; its problems go to the reader.</summary>
    /// <param name="schema">An object.</param>
    /// <param name="path">Its path, for problems.</param>
    public JsonObject Translate(JsonElement schema, string path)
    {
        foreach (var keyword in (string[])["definitions", "$defs"])
            if (schema.TryGetProperty(keyword, out var map) && map.ValueKind == JsonValueKind.Object)
                definitions.UnionWith(map.EnumerateObject().Select(entry => entry.Name));
        var translated = Schema(schema, path);
        var all = new JsonObject();
        foreach (var keyword in (string[])["definitions", "$defs"])
            if (schema.TryGetProperty(keyword, out var map))
                foreach (var (name, definition) in Map(map, $"{path}.{keyword}"))
                    all[name] = Copy(definition);
        if (all.Count > 0)
            translated["definitions"] = all;
        return translated;
    }

    private JsonObject Schema(JsonElement schema, string path)
    {
        if (schema.ValueKind == JsonValueKind.True)
            return [];
        if (schema.ValueKind == JsonValueKind.False)
            return new JsonObject { ["not"] = new JsonObject() };
        if (schema.ValueKind != JsonValueKind.Object)
        {
            reader.Fail(path, "A schema must be an object, true or false.");
            return [];
        }

        var plain = new JsonObject();
        var others = new JsonArray();
        foreach (var keyword in schema.EnumerateObject())
            Keyword(schema, keyword.Name, keyword.Value, $"{path}.{keyword.Name}", plain, others);
        if (others.Count > 0)
            plain["allOf"] = plain["allOf"] is JsonArray given ? new JsonArray([.. given.Select(Copy), .. others.Select(Copy)]) : others;
        return plain;
    }

    private void Keyword(JsonElement schema, string name, JsonElement value, string path, JsonObject plain, JsonArray others)
    {
        switch (name)
        {
            case "type":
                plain[name] = TypeOf(value, path);
                break;
            case "const":
                Add(others, Enumerated([value]));
                break;
            case "enum":
                if (Expect(value, JsonValueKind.Array, path))
                    Add(others, Enumerated(value.EnumerateArray()));
                break;
            case "$ref":
                Add(others, new JsonObject { ["$ref"] = Reference(value, path) });
                break;
            case "pattern":
                plain[name] = Pattern(value, path);
                break;
            case "minimum" or "maximum" or "multipleOf" or "minLength" or "maxLength" or "minItems" or "maxItems" or "minProperties" or "maxProperties":
                if (Expect(value, JsonValueKind.Number, path))
                    plain[name] = Canonical(value);
                break;
            case "exclusiveMinimum" or "exclusiveMaximum" or "uniqueItems":
                plain[name] = Canonical(value);
                break;
            case "required":
                if (Texts(value, path))
                    plain[name] = Canonical(value);
                break;
            case "properties":
                plain[name] = Map(value, path);
                break;
            case "patternProperties":
                plain[name] = Map(value, path);
                foreach (var (pattern, _) in (JsonObject)plain[name]!)
                    Pattern(pattern, path);
                break;
            case "allOf" or "anyOf" or "oneOf":
                plain[name] = List(value, path);
                break;
            case "items" when schema.TryGetProperty("prefixItems", out _):
                plain["additionalItems"] = Schema(value, path);
                break;
            case "prefixItems":
                plain["items"] = List(value, path);
                break;
            case "items" when value.ValueKind == JsonValueKind.Array:
                plain[name] = List(value, path);
                break;
            case "additionalProperties" or "additionalItems" when value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                plain[name] = value.GetBoolean();
                break;
            case "items" or "not" or "additionalProperties" or "additionalItems":
                plain[name] = Schema(value, path);
                break;
            case "if":
                Conditional(schema, value, path, others);
                break;
            case "contains":
                Add(others, Unless(new JsonObject { ["type"] = "array" }, Not(new JsonObject { ["items"] = Not(Schema(value, path)) })));
                break;
            case "propertyNames":
                Add(others, PropertyNames(value, path));
                break;
            case "dependentRequired" or "dependentSchemas" or "dependencies":
                Dependent(value, path, others);
                break;
            default:
                if (Unknown.Contains(name))
                    reader.Fail(path, $"The schema keyword '{name}' is not supported; say it with other keywords.");
                break;
        }
    }

    private void Conditional(JsonElement schema, JsonElement condition, string path, JsonArray others)
    {
        if (schema.TryGetProperty("then", out var then))
            Add(others, Unless(Schema(condition, path), Schema(then, $"{path}.then")));
        if (schema.TryGetProperty("else", out var otherwise))
            Add(others, new JsonObject { ["anyOf"] = new JsonArray(Schema(condition, path), Schema(otherwise, $"{path}.else")) });
    }

    private void Dependent(JsonElement value, string path, JsonArray others)
    {
        if (!Expect(value, JsonValueKind.Object, path))
            return;
        foreach (var entry in value.EnumerateObject())
        {
            var present = new JsonObject { ["type"] = "object", ["required"] = new JsonArray(entry.Name) };
            Add(others, Unless(present, entry.Value.ValueKind == JsonValueKind.Array
                ? new JsonObject { ["required"] = Canonical(entry.Value) }
                : Schema(entry.Value, $"{path}.{entry.Name}")));
        }
    }

    private JsonObject PropertyNames(JsonElement value, string path)
    {
        var allowed = new JsonObject();
        var all = new JsonArray();
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return Schema(value, path);
        if (!Expect(value, JsonValueKind.Object, path))
            return [];
        foreach (var keyword in value.EnumerateObject())
        {
            JsonObject? names = keyword.Name switch
            {
                "pattern" => new() { [Pattern(keyword.Value, $"{path}.pattern")] = new JsonObject() },
                "const" => new() { [Exactly(keyword.Value.ToString())] = new JsonObject() },
                "enum" => new(keyword.Value.EnumerateArray().Select(name => KeyValuePair.Create(Exactly(name.ToString()), (JsonNode?)new JsonObject()))),
                "minLength" => new() { [string.Create(CultureInfo.InvariantCulture, $"^[\\s\\S]{{{keyword.Value},}}\\z")] = new JsonObject() },
                "maxLength" => new() { [string.Create(CultureInfo.InvariantCulture, $"^[\\s\\S]{{0,{keyword.Value}}}\\z")] = new JsonObject() },
                "type" when keyword.Value.ValueEquals("string") => null,
                _ => Unsayable(keyword.Name, path),
            };
            if (names is not null)
                Add(all, new JsonObject { ["patternProperties"] = names, ["additionalProperties"] = false });
        }

        if (all.Count > 0)
            allowed["allOf"] = all;
        return allowed;
    }

    private JsonObject? Unsayable(string keyword, string path)
    {
        reader.Fail($"{path}.{keyword}", $"'propertyNames' supports pattern, const, enum, minLength and maxLength, not '{keyword}'.");
        return null;
    }

    private static string Exactly(string name) => $"^{Regex.Escape(name)}\\z";

    private static JsonObject Enumerated(IEnumerable<JsonElement> values)
    {
        var kinds = values.GroupBy(KindOf).Select(kind => (JsonNode?)new JsonObject
        {
            ["type"] = kind.Key,
            ["enum"] = new JsonArray([.. kind.Select(Canonical)]),
        });
        var any = new JsonArray([.. kinds]);
        return any.Count == 0 ? Not([]) : new JsonObject { ["anyOf"] = any };
    }

    private static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => "number",
        JsonValueKind.String => "string",
        JsonValueKind.Array => "array",
        _ => "object",
    };

    private JsonNode? TypeOf(JsonElement value, string path)
    {
        var names = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : (IEnumerable<JsonElement>)[value];
        foreach (var name in names)
            if (name.ValueKind != JsonValueKind.String || !Types.Contains(name.GetString()!))
                reader.Fail(path, $"'{name}' is no JSON type; use one of {string.Join(", ", Types)}.");
        return Canonical(value);
    }

    private string Reference(JsonElement value, string path)
    {
        var reference = value.ToString();
        var name = reference.StartsWith("#/definitions/", StringComparison.Ordinal) ? reference[14..]
            : reference.StartsWith("#/$defs/", StringComparison.Ordinal) ? reference[8..]
            : null;
        if (reference != "#" && (name is null || !definitions.Contains(name)))
            reader.Fail(path, $"The reference '{reference}' must be '#' or name an entry of the schema's own '$defs' or 'definitions'.");
        return name is null ? "#" : "#/definitions/" + name;
    }

    private string Pattern(JsonElement value, string path) => Expect(value, JsonValueKind.String, path) ? Pattern(value.GetString()!, path) : "";

    private string Pattern(string pattern, string path)
    {
        try
        {
            _ = new Regex(pattern);
            patterns.Add(pattern);
        }
        catch (ArgumentException error)
        {
            reader.Fail(path, $"'{pattern}' is not a regular expression: {error.Message}");
        }

        return pattern;
    }

    private JsonObject Map(JsonElement value, string path)
    {
        var map = new JsonObject();
        if (Expect(value, JsonValueKind.Object, path))
            foreach (var entry in value.EnumerateObject())
                map[entry.Name] = Schema(entry.Value, $"{path}.{entry.Name}");
        return map;
    }

    private JsonArray List(JsonElement value, string path) =>
        Expect(value, JsonValueKind.Array, path)
            ? new JsonArray([.. value.EnumerateArray().Select((entry, i) => Schema(entry, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))])
            : [];

    private bool Texts(JsonElement value, string path) =>
        Expect(value, JsonValueKind.Array, path) && value.EnumerateArray().All(entry => Expect(entry, JsonValueKind.String, path));

    private bool Expect(JsonElement value, JsonValueKind kind, string path)
    {
        if (value.ValueKind != kind)
            reader.Fail(path, $"This schema keyword takes a value of kind {kind}, not {value.ValueKind}.");
        return value.ValueKind == kind;
    }

    private static void Add(JsonArray list, JsonNode node) => list.Add(node);

    private static JsonObject Not(JsonObject schema) => new() { ["not"] = schema };

    private static JsonObject Unless(JsonObject condition, JsonObject then) => new() { ["anyOf"] = new JsonArray(Not(condition), then) };

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();

    private static JsonNode? Canonical(JsonElement value) => JsonNode.Parse(ExactJson.Write(value));
}
