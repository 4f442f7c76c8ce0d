using Assay.Errors;

namespace Assay.Execution;

/// <summary>The attempts at one generation, over all of its turns.</summary>
internal sealed class Attempts
{
    private List<FailedAttempt>? failed;

    /// <summary>How many there were.</summary>
    public int Count { get; set; }

    /// <summary>Those that failed and were followed by another, in order.</summary>
    public IReadOnlyList<FailedAttempt> FailedOnes => failed ?? (IReadOnlyList<FailedAttempt>)[];

    /// <summary>Takes note of one that failed.</summary>
    public void Failed(ErrorCode code, string message, TimeSpan duration) => (failed ??= []).Add(new FailedAttempt(Count, code, message, duration));
}

/// <summary>An attempt that failed and was followed by another.</summary>
/// <param name="Number">Which attempt, from 1.</param>
/// <param name="Code">Why it failed.</param>
/// <param name="Message">What happened, without secrets.</param>
/// <param name="Duration">How long it took.</param>
internal readonly record struct FailedAttempt(int Number, ErrorCode Code, string Message, TimeSpan Duration);
