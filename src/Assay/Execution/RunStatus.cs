namespace Assay.Execution;

/// <summary>How a submitted run stands.</summary>
public enum RunStatus
{
    /// <summary>Work waits, and nothing is under way: nothing has begun, workers, a provider or imports are waited for, or what ran went to the end of some stages alone.</summary>
    Pending,

    /// <summary>Work is under way.</summary>
    Running,

    /// <summary>Everything is done.</summary>
    Completed,

    /// <summary>It went to its end, and some work failed; resuming tries exactly that again.</summary>
    CompletedWithFailures,

    /// <summary>It was stopped before its end: cancelled, by the circuit breaker, because its process died, or because what is missing costs money.</summary>
    Stopped,
}
