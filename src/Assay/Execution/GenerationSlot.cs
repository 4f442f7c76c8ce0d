using Assay.Errors;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>A generation under way, or just stored: whoever asks for the same one waits here instead of generating it again.</summary>
internal sealed class GenerationSlot
{
    private readonly TaskCompletionSource<GenerationOutcome> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How it ended.</summary>
    public Task<GenerationOutcome> Outcome => outcome.Task;

    public void Complete(GenerationOutcome result) => outcome.TrySetResult(result);

    public void Cancel() => outcome.TrySetCanceled();
}

/// <summary>How a generation ended.</summary>
/// <param name="Generation">Its row, or the entry that will have one.</param>
/// <param name="Output">The output; null when it failed, or when it is stored and has not been read.</param>
/// <param name="Status">Whether it completed; missing when it was not made because it costs money.</param>
/// <param name="Failure">Why it failed; null when it completed.</param>
/// <param name="FailureMessage">What happened, for people; null when it completed.</param>
internal sealed record GenerationOutcome(GenerationRef Generation, Output? Output, GenerationStatus Status, ErrorCode? Failure = null, string? FailureMessage = null);
