using Assay.Specs;

namespace Assay.Storage;

/// <summary>One turn of the conversation that led to an output.</summary>
/// <param name="Index">Its place in the conversation, from 0.</param>
/// <param name="Role">Who speaks; a tool's result has <see cref="MessageRole.Tool"/>.</param>
/// <param name="Text">What is said; empty for a call of a tool without words.</param>
public sealed record TurnRecord(int Index, MessageRole Role, string Text)
{
    /// <summary>The tool that is called or answers; null for plain words.</summary>
    public string? ToolName { get; init; }

    /// <summary>What ties a result to its call; null for plain words.</summary>
    public string? ToolCallId { get; init; }

    /// <summary>The arguments of a call; null for anything else.</summary>
    public JsonValue? Arguments { get; init; }
}
