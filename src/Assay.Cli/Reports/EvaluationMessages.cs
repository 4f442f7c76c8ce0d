using System.Text.Json;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Cli.Reports;

/// <summary>Writes what was said as the chat messages of Microsoft.Extensions.AI.</summary>
internal static class EvaluationMessages
{
    /// <summary>Writes one message.</summary>
    public static void Write(Utf8JsonWriter json, TurnRecord turn)
    {
        json.WriteStartObject();
        json.WriteString("role", turn.Role.ToString().ToLowerInvariant());
        json.WriteStartArray("contents");
        if (turn.ToolName is { } tool && turn.Role == MessageRole.Tool)
            WriteResult(json, turn.ToolCallId ?? tool, turn.Text);
        else if (turn.Text.Length > 0 || turn.ToolName is null)
            WriteText(json, turn.Text);
        if (turn.ToolName is { } called && turn.Role != MessageRole.Tool)
            WriteCall(json, turn.ToolCallId ?? called, called, turn.Arguments?.ToString());
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("$type", "text");
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, string call, string result)
    {
        json.WriteStartObject();
        json.WriteString("$type", "functionResult");
        json.WriteString("callId", call);
        json.WriteString("result", result);
        json.WriteEndObject();
    }

    /// <summary>A call's arguments are an object there; any other value is its only member.</summary>
    private static void WriteCall(Utf8JsonWriter json, string call, string name, string? arguments)
    {
        json.WriteStartObject();
        json.WriteString("$type", "functionCall");
        json.WriteString("callId", call);
        json.WriteString("name", name);
        if (arguments is not null)
        {
            using var document = JsonDocument.Parse(arguments);
            json.WritePropertyName("arguments");
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                document.RootElement.WriteTo(json);
            }
            else
            {
                json.WriteStartObject();
                json.WritePropertyName("value");
                document.RootElement.WriteTo(json);
                json.WriteEndObject();
            }
        }

        json.WriteEndObject();
    }
}
