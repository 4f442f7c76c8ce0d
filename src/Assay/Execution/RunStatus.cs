namespace Assay.Execution;

/// <summary>How a submitted run stands.</summary>
public enum RunStatus
{
    /// <summary>Nothing of it has begun.</summary>
    Pending,

    /// <summary>Work is under way or waits for workers, or for results to be imported.</summary>
    Running,

    /// <summary>Everything is done.</summary>
    Completed,

    /// <summary>It went to its end, and some work failed; resuming tries exactly that again.</summary>
    CompletedWithFailures,

    /// <summary>It was stopped before its end: by the circuit breaker, or because what is missing costs money.</summary>
    Stopped,
}
