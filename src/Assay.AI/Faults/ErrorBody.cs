using System.Text.Json;

namespace Assay.AI.Faults;

/// <summary>What the body of a provider's error says.</summary>
/// <param name="Code">The provider's code or type; null when it gives none.</param>
/// <param name="Message">Its words; null when it gives none.</param>
internal sealed record ErrorBody(string? Code, string? Message)
{
    private const int Longest = 500;

    /// <summary>Reads <c>{"error":{"code","type","message"}}</c> and its like; any other text is the message.</summary>
    public static ErrorBody Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new ErrorBody(null, null);
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
                root = root[0];
            var error = Member(root, "error") ?? root;
            return error.ValueKind == JsonValueKind.String
                ? new ErrorBody(null, Short(error.GetString()))
                : new ErrorBody(Text(error, "code") ?? Text(error, "type"), Short(Text(error, "message") ?? Text(error, "detail")));
        }
        catch (JsonException)
        {
            return new ErrorBody(null, Short(text));
        }
    }

    private static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    private static string? Short(string? text) => text is { Length: > Longest } ? text[..Longest] + "…" : text;
}
