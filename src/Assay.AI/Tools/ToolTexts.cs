using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Assay.AI.Tools;

/// <summary>What a function returns, as a model reads it.</summary>
internal static class ToolTexts
{
    /// <summary>A text as it is, anything else as JSON.</summary>
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        TextContent text => text.Text,
        _ => JsonSerializer.Serialize(value, AIJsonUtilities.DefaultOptions),
    };
}
