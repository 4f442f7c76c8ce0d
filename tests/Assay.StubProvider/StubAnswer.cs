namespace Assay.StubProvider;

/// <summary>What the stub answers a chat with.</summary>
/// <param name="Text">The words.</param>
public sealed record StubAnswer(string Text)
{
    /// <summary>Calls of tools; none by default.</summary>
    public IReadOnlyList<StubToolCall> ToolCalls { get; init; } = [];

    /// <summary>Why the answer ends; by default <c>tool_calls</c> where there are any, else <c>stop</c>.</summary>
    public string? FinishReason { get; init; }

    /// <summary>The exact model that answers; by default the model that was asked, with a date.</summary>
    public string? Model { get; init; }

    /// <summary>A call of one tool.</summary>
    public static StubAnswer Calling(string id, string tool, string arguments) => new("") { ToolCalls = [new StubToolCall(id, tool, arguments)] };

    internal string Finish => FinishReason ?? (ToolCalls.Count > 0 ? "tool_calls" : "stop");
}
