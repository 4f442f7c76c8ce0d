namespace Assay.AI.Limits;

/// <summary>
/// How many calls may be under way at once: halved when a provider asks for fewer, and raised by one for each round of calls
/// that went well, up to the most that is allowed. Those who wait are served in the order in which they came.
/// </summary>
/// <param name="most">The most calls at once, at least 1.</param>
internal sealed class AdaptiveConcurrency(int most)
{
    private readonly Lock access = new();
    private readonly LinkedList<TaskCompletionSource> waiting = new();
    private double limit = most;
    private int underWay;
    private long begun;
    private long lastDecrease;

    /// <summary>How many calls may be under way now.</summary>
    public int Limit
    {
        get
        {
            lock (access)
                return (int)limit;
        }
    }

    /// <summary>Waits for a place.</summary>
    /// <returns>The call's number, to be given back to <see cref="Leave"/>.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<long> EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> place;
        lock (access)
        {
            if (waiting.Count == 0 && underWay < (int)limit)
                return Begin();
            place = waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using (cancellationToken.Register(() => GiveUp(place, cancellationToken)))
            await place.Value.Task;
        lock (access)
            return ++begun;
    }

    /// <summary>Gives a place back.</summary>
    /// <param name="call">The call's number.</param>
    /// <param name="wentWell">Whether it was answered; null when that says nothing of how many the provider takes.</param>
    public void Leave(long call, bool? wentWell)
    {
        lock (access)
        {
            underWay--;
            if (wentWell == true)
            {
                limit = Math.Min(most, limit + (1 / limit));
            }
            else if (wentWell == false && call > lastDecrease)
            {
                // Calls that had begun before the last decrease tell nothing new.
                limit = Math.Max(1, limit / 2);
                lastDecrease = begun;
            }

            while (underWay < (int)limit && waiting.First is { } next)
            {
                waiting.RemoveFirst();
                underWay++;
                next.Value.SetResult();
            }
        }
    }

    private long Begin()
    {
        underWay++;
        return ++begun;
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        lock (access)
        {
            if (place.List is null)
                return;
            waiting.Remove(place);
        }

        place.Value.SetCanceled(cancellationToken);
    }
}
