using Assay.Identity;

namespace Assay.Execution;

/// <summary>The right to score one output for one item.</summary>
/// <param name="key">The generation's identity and the item's digest.</param>
internal sealed class ScoreClaim((Hash128 Generation, Hash128 Item) key)
{
    // Nothing; then that it is over, or what somebody waits on, whichever came first.
    private object? state;

    /// <summary>The generation's identity and the item's digest.</summary>
    public (Hash128 Generation, Hash128 Item) Key => key;

    /// <summary>Ends once the scores are handed to the store or given up. They are committed after the store's next flush.</summary>
    public Task Over
    {
        get
        {
            var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return Interlocked.CompareExchange(ref state, waiting, null) switch
            {
                null => waiting.Task,
                TaskCompletionSource before => before.Task,
                _ => Task.CompletedTask,
            };
        }
    }

    /// <summary>Lets go those who wait; more than once changes nothing.</summary>
    public void End()
    {
        if (Interlocked.CompareExchange(ref state, this, null) is TaskCompletionSource waiting)
            waiting.TrySetResult();
    }
}
