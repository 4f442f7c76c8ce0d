namespace Assay.Execution;

/// <summary>Counts tasks that were started and not awaited, so that somebody can wait for all of them.</summary>
internal sealed class Outstanding
{
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int count = 1;

    /// <summary>Counts a task until it ends. The task must not fail: its owner has guarded it.</summary>
    public void Track(Task task)
    {
        Interlocked.Increment(ref count);
        task.ContinueWith(static (_, state) => ((Outstanding)state!).Leave(), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits until every task has ended; call it once, when no more are started from outside.</summary>
    public Task DrainAsync()
    {
        Leave();
        return drained.Task;
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref count) == 0)
            drained.TrySetResult();
    }
}
