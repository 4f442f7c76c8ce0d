using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Assay.AI.Batches;

/// <summary>A line of a batch's output or error file.</summary>
/// <param name="Id">The request that it answers.</param>
/// <param name="Status">The status of the answer; 400 for an error without one.</param>
/// <param name="Body">The answer, or the error in the form of an answer.</param>
/// <param name="RequestId">The provider's name for the request; null where it has none.</param>
/// <param name="Error">The code of an error that kept the request from being asked; null for none.</param>
internal sealed record BatchLine(string Id, int Status, string Body, string? RequestId, string? Error)
{
    /// <summary>Reads a line; false where it is none.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out BatchLine? line)
    {
        line = null;
        try
        {
            using var document = JsonDocument.Parse(text);
            line = Read(document.RootElement);
            return line is not null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private static BatchLine? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("custom_id", out var id) || id.GetString() is not { } key)
            return null;
        if (root.TryGetProperty("response", out var response) && response.ValueKind == JsonValueKind.Object && response.TryGetProperty("body", out var body))
        {
            var status = response.TryGetProperty("status_code", out var code) ? code.GetInt32() : 200;
            return new BatchLine(key, status, body.GetRawText(), TextOf(response, "request_id"), null);
        }

        return root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
            ? new BatchLine(key, 400, $$"""{"error":{{error.GetRawText()}}}""", null, TextOf(error, "code"))
            : null;
    }

    private static string? TextOf(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
