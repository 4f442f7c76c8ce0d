using System.Text.Json;

namespace Assay.StubProvider;

/// <summary>A request as the stub received it.</summary>
/// <param name="Number">Its place among all requests, from 1.</param>
/// <param name="Path">The path, such as <c>/v1/chat/completions</c>.</param>
/// <param name="Headers">The headers, each with its first value.</param>
/// <param name="Body">The body.</param>
public sealed record StubRequest(int Number, string Path, IReadOnlyDictionary<string, string> Headers, JsonElement Body)
{
    /// <summary>The method, such as <c>POST</c>.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>The batch that it is a line of; null for a request of its own.</summary>
    public string? Batch { get; init; }

    /// <summary>The model that is asked.</summary>
    public string Model => Text("model");

    /// <summary>Whether the answer is to be streamed.</summary>
    public bool Streams => Body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;

    /// <summary>The messages.</summary>
    public IReadOnlyList<JsonElement> Messages => Body.TryGetProperty("messages", out var messages) ? [.. messages.EnumerateArray()] : [];

    /// <summary>The words of the last message; where it has several parts, those of its texts.</summary>
    public string LastText => Messages.Count == 0 ? "" : TextOf(Messages[^1]);

    /// <summary>The role of the last message.</summary>
    public string LastRole => Messages.Count == 0 ? "" : Messages[^1].GetProperty("role").GetString()!;

    /// <summary>A member's text; empty where there is none.</summary>
    public string Text(string member) => Body.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>The words of a message.</summary>
    public static string TextOf(JsonElement message)
    {
        if (!message.TryGetProperty("content", out var content))
            return "";
        return content.ValueKind switch
        {
            JsonValueKind.String => content.GetString()!,
            JsonValueKind.Array => string.Concat(content.EnumerateArray().Where(static part => part.TryGetProperty("text", out _)).Select(static part => part.GetProperty("text").GetString())),
            _ => "",
        };
    }
}
