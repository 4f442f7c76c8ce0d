using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Assay.StubProvider;

/// <summary>Writes embeddings.</summary>
internal static class EmbeddingWriter
{
    public static Task WriteAsync(HttpContext context, StubRequest request)
    {
        var input = request.Body.GetProperty("input");
        string[] texts = input.ValueKind == JsonValueKind.String ? [input.GetString()!] : [.. input.EnumerateArray().Select(static text => text.GetString()!)];
        var isBase64 = request.Text("encoding_format") == "base64";
        var data = new JsonArray();
        foreach (var (index, text) in texts.Index())
        {
            var vector = SeededAnswers.Embedding(text);
            JsonNode shown = isBase64 ? JsonValue.Create(Encode(vector)) : new JsonArray([.. vector.Select(static number => (JsonNode)number)]);
            data.Add(new JsonObject { ["object"] = "embedding", ["index"] = index, ["embedding"] = shown });
        }

        var tokens = texts.Sum(ChatWriter.CountTokens);
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(
            new JsonObject { ["object"] = "list", ["data"] = data, ["model"] = request.Model, ["usage"] = new JsonObject { ["prompt_tokens"] = tokens, ["total_tokens"] = tokens } }.ToJsonString(),
            context.RequestAborted);
    }

    private static string Encode(IReadOnlyList<float> vector)
    {
        var bytes = new byte[vector.Count * sizeof(float)];
        foreach (var (index, number) in vector.Index())
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(index * sizeof(float)), number);
        return Convert.ToBase64String(bytes);
    }
}
