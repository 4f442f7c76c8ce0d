using System.Text.Json;
using Assay.Specs;

namespace Assay.Storage.Sqlite;

/// <summary>How a turn of a conversation is stored: words as they are, a turn with a tool as JSON.</summary>
internal static class TurnText
{
    public static TurnRecord From(ConversationTurn turn, int index) => new(index, turn.Role, turn.Text)
    {
        ToolName = turn.ToolName,
        ToolCallId = turn.ToolCallId,
        Arguments = turn.Arguments,
    };

    public static ConversationTurn ToConversation(TurnRecord turn) => new(turn.Role, turn.Text)
    {
        ToolName = turn.ToolName,
        ToolCallId = turn.ToolCallId,
        Arguments = turn.Arguments,
    };

    /// <summary>A role's name, as specs spell it.</summary>
    public static string NameOf(long role) => JsonNamingPolicy.CamelCase.ConvertName(((MessageRole)role).ToString());

    /// <summary>Whether a turn is words alone.</summary>
    public static bool IsPlain(TurnRecord turn) => turn is { ToolName: null, ToolCallId: null, Arguments: null };

    /// <summary>The JSON of a turn with a tool.</summary>
    public static string Write(TurnRecord turn) =>
        JsonSerializer.Serialize(new Stored(turn.Text, turn.ToolName, turn.ToolCallId, turn.Arguments?.Element), StoreJson.Default.Stored);

    /// <summary>Reads a turn back.</summary>
    /// <exception cref="JsonException">The text is not what <see cref="Write"/> makes.</exception>
    public static TurnRecord Read(EventKind kind, int index, MessageRole role, string text)
    {
        if (kind == EventKind.TurnTaken)
            return new TurnRecord(index, role, text);
        var stored = JsonSerializer.Deserialize(text, StoreJson.Default.Stored) ?? throw new JsonException("A turn is null.");
        return new TurnRecord(index, role, stored.Text)
        {
            ToolName = stored.Tool,
            ToolCallId = stored.Call,
            Arguments = stored.Arguments is { } arguments ? new JsonValue(arguments) : null,
        };
    }

    internal sealed record Stored(string Text, string? Tool, string? Call, JsonElement? Arguments);
}
