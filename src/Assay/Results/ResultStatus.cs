namespace Assay.Results;

/// <summary>How a candidate, or a trial with all of its candidates, stands.</summary>
public enum ResultStatus
{
    /// <summary>The output is there and every score is made. An unreadable answer is a finding too: its scores say <see cref="Errors.ErrorCode.ParseFailed"/>.</summary>
    Completed,

    /// <summary>The generation or a score failed; the next run tries exactly that again.</summary>
    Failed,

    /// <summary>The output, or a score of it, has not been made.</summary>
    Missing,
}
