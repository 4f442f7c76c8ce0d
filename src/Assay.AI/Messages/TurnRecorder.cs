using System.Globalization;
using Assay.Runtime;
using Assay.Specs;
using Microsoft.Extensions.AI;

namespace Assay.AI.Messages;

/// <summary>
/// What was said on the way to an answer, as it is recorded: without secrets, and with ids of calls that count from 1, for
/// providers make up new ones each time.
/// </summary>
/// <param name="redactor">Takes secrets out.</param>
internal sealed class TurnRecorder(SecretRedactor redactor)
{
    private readonly List<ConversationTurn> turns = [];
    private readonly Dictionary<FunctionCallContent, string> ids = [];

    /// <summary>The turns so far.</summary>
    public ValueList<ConversationTurn> Turns => ValueList.From(turns);

    /// <summary>Adds an answer that calls tools.</summary>
    public void Add(string text, IReadOnlyList<FunctionCallContent> calls)
    {
        if (text.Length > 0)
            turns.Add(new ConversationTurn(MessageRole.Assistant, redactor.Redact(text)));
        foreach (var call in calls)
        {
            ids[call] = string.Create(CultureInfo.InvariantCulture, $"call_{ids.Count + 1}");
            turns.Add(new ConversationTurn(MessageRole.Assistant, "") { ToolName = call.Name, ToolCallId = ids[call], Arguments = Arguments(call) });
        }
    }

    /// <summary>Adds what a tool said.</summary>
    public void Add(FunctionCallContent call, string result) =>
        turns.Add(new ConversationTurn(MessageRole.Tool, redactor.Redact(result)) { ToolName = call.Name, ToolCallId = ids[call] });

    /// <summary>Adds words of anybody.</summary>
    public void Add(MessageRole role, string text) => turns.Add(new ConversationTurn(role, redactor.Redact(text)));

    private JsonValue? Arguments(FunctionCallContent call) =>
        ChatReply.ArgumentsOf(call) is { } arguments ? redactor.RedactJson(new JsonValue(arguments)) : null;
}
