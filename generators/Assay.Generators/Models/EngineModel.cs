namespace Assay.Generators.Models;

/// <summary>One <c>[Engine]</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its code digest or declared version.</param>
/// <param name="IsPaid">Whether a call costs money.</param>
/// <param name="IsRecording">Whether it is a recording; then <paramref name="Call"/> is the access to it.</param>
/// <param name="ReadsPrompt">Whether it reads the prompt.</param>
/// <param name="ReadsItem">Whether it reads the item.</param>
/// <param name="Call">The call over <c>request</c> and <c>cancellationToken</c>.</param>
/// <param name="Form">How the call's value comes.</param>
/// <param name="IsText">Whether the call gives a string, not an output.</param>
internal sealed record EngineModel(
    string Id,
    string Version,
    bool IsPaid,
    bool IsRecording,
    bool ReadsPrompt,
    bool ReadsItem,
    CallModel Call,
    ReturnForm Form,
    bool IsText)
{
    /// <summary>Whether it is a class of the user's; then <see cref="Call"/> is the access to it.</summary>
    public bool IsInstance { get; init; }

    /// <summary>Whether the call gives a transcript, not an output.</summary>
    public bool IsTranscript { get; init; }

    /// <summary>The property that gives it, for messages; empty for a method.</summary>
    public string Member { get; init; } = "";
}
