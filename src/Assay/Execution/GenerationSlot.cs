using Assay.Errors;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>A generation under way, or just stored: whoever asks for the same one waits here instead of generating it again.</summary>
internal sealed class GenerationSlot
{
    // Nothing; then how it ended, or what somebody waits on, whichever came first.
    private object? state;

    /// <summary>How it ended; cancelled when whoever had claimed it gave up.</summary>
    public Task<GenerationOutcome> Outcome
    {
        get
        {
            var waiting = new TaskCompletionSource<GenerationOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
            return Interlocked.CompareExchange(ref state, waiting, null) switch
            {
                null => waiting.Task,
                TaskCompletionSource<GenerationOutcome> before => before.Task,
                GenerationOutcome outcome => Task.FromResult(outcome),
                _ => Task.FromCanceled<GenerationOutcome>(new CancellationToken(canceled: true)),
            };
        }
    }

    public void Complete(GenerationOutcome result)
    {
        if (Interlocked.CompareExchange(ref state, result, null) is TaskCompletionSource<GenerationOutcome> waiting)
            waiting.TrySetResult(result);
    }

    public void Cancel()
    {
        if (Interlocked.CompareExchange(ref state, this, null) is TaskCompletionSource<GenerationOutcome> waiting)
            waiting.TrySetCanceled();
    }
}

/// <summary>How a generation ended.</summary>
/// <param name="Generation">Its row, or the entry that will have one.</param>
/// <param name="Output">The output; null when it failed, or when it is stored and has not been read.</param>
/// <param name="Status">Whether it completed; missing when it was not made because it costs money.</param>
/// <param name="Failure">Why it failed; null when it completed.</param>
/// <param name="FailureMessage">What happened, for people; null when it completed.</param>
internal sealed record GenerationOutcome(GenerationRef Generation, Output? Output, GenerationStatus Status, ErrorCode? Failure = null, string? FailureMessage = null);
