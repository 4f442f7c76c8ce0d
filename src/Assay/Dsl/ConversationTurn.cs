using Assay.Specs;

namespace Assay;

/// <summary>One thing that was said while an output was generated: an answer before the last one, a scripted follow-up, a tool's call or its result.</summary>
/// <param name="Role">Who speaks; a tool's result has <see cref="MessageRole.Tool"/>.</param>
/// <param name="Text">What is said; empty for a call of a tool without words.</param>
public sealed record ConversationTurn(MessageRole Role, string Text)
{
    /// <summary>The tool that is called or answers; null for plain words.</summary>
    public string? ToolName { get; init; }

    /// <summary>What ties a result to its call; null for plain words.</summary>
    public string? ToolCallId { get; init; }

    /// <summary>The arguments of a call; null for anything else.</summary>
    public JsonValue? Arguments { get; init; }
}
