using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Assay.StubProvider;

/// <summary>Answers that are a function of model, messages and seed: the same request gets the same answer from every stub.</summary>
public static class SeededAnswers
{
    private static readonly string[] Words = ["amber", "birch", "cedar", "dune", "ember", "fjord", "grove", "heath"];

    /// <summary>Answers with words, or with the least JSON that the request's schema takes.</summary>
    public static StubAnswer Answer(StubRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var number = NumberOf(request);
        if (!request.Body.TryGetProperty("response_format", out var format))
            return new StubAnswer($"{Words[number % 8]} {Words[number / 8 % 8]}");
        return format.GetProperty("type").GetString() switch
        {
            "json_schema" => new StubAnswer(Instance(format.GetProperty("json_schema").GetProperty("schema"), number)?.ToJsonString() ?? "null"),
            "json_object" => new StubAnswer(new JsonObject { ["answer"] = Words[number % 8] }.ToJsonString()),
            _ => new StubAnswer(Words[number % 8]),
        };
    }

    /// <summary>A number from 0 that is a function of the request.</summary>
    public static int NumberOf(StubRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var text = new StringBuilder(request.Model);
        foreach (var message in request.Messages)
            text.Append('\n').Append(message.GetProperty("role").GetString()).Append('\n').Append(StubRequest.TextOf(message));
        if (request.Body.TryGetProperty("seed", out var seed))
            text.Append('\n').Append(seed.GetRawText());
        return BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))) & int.MaxValue;
    }

    private static JsonNode? Instance(JsonElement schema, int number)
    {
        if (schema.TryGetProperty("enum", out var choices))
            return JsonNode.Parse(choices[number % choices.GetArrayLength()].GetRawText());
        var type = !schema.TryGetProperty("type", out var named) ? "object"
            : named.ValueKind == JsonValueKind.Array ? named.EnumerateArray().Select(static one => one.GetString()).First(static one => one != "null")
            : named.GetString();
        switch (type)
        {
            case "string":
                return Words[number % 8];
            case "integer" or "number":
                return number % 100;
            case "boolean":
                return number % 2 == 0;
            case "array":
                return schema.TryGetProperty("items", out var items) ? new JsonArray(Instance(items, number)) : [];
            case "null":
                return null;
            default:
                var made = new JsonObject();
                if (schema.TryGetProperty("properties", out var properties))
                {
                    foreach (var property in properties.EnumerateObject())
                        made[property.Name] = Instance(property.Value, number);
                }

                return made;
        }
    }

    /// <summary>A vector of 8 numbers that is a function of the text; texts that share words have similar ones.</summary>
    public static IReadOnlyList<float> Embedding(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var vector = new float[8];
        foreach (var word in text.ToLower(CultureInfo.InvariantCulture).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            vector[SHA256.HashData(Encoding.UTF8.GetBytes(word))[0] % 8] += 1;
        return vector;
    }
}
