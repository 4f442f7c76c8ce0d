using Assay.Errors;

namespace Assay.Contracts;

/// <summary>How a provider's batch stands.</summary>
/// <param name="HasEnded">Whether nothing more comes of it.</param>
public sealed record BatchStatus(bool HasEnded)
{
    /// <summary>How many of its requests have ended.</summary>
    public int Answered { get; init; }

    /// <summary>Why requests without an answer have none, once it has ended: by default the answer was lost, <see cref="ErrorCode.MalformedResponse"/>.</summary>
    public ErrorCode Unanswered { get; init; } = ErrorCode.MalformedResponse;

    /// <summary>The same in words.</summary>
    public string Reason { get; init; } = "The batch ended, and its files hold no answer that can be read for this request.";
}
