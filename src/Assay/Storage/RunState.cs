namespace Assay.Storage;

/// <summary>How a run stands.</summary>
public enum RunState
{
    /// <summary>It goes on, or its process died.</summary>
    Running = 0,

    /// <summary>Everything was done.</summary>
    Completed = 1,

    /// <summary>It went to its end, with failed items.</summary>
    CompletedWithFailures = 2,

    /// <summary>It was stopped: cancelled, out of budget, or by the circuit breaker.</summary>
    Stopped = 3,

    /// <summary>Work waits, and nothing is under way. Results say so; no run is stored like this.</summary>
    Pending = 4,
}
