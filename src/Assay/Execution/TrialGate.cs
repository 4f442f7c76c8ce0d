namespace Assay.Execution;

/// <summary>Bounds the candidates of one trial that are under way at once. Remembers only trials that have some.</summary>
/// <param name="samples">How many candidates a trial has.</param>
/// <param name="atOnce">How many of them may be under way.</param>
internal sealed class TrialGate(int samples, int atOnce)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, Trial> trials = [];

    /// <summary>Whether there is anything to bound.</summary>
    public bool IsNeeded => samples > atOnce;

    /// <summary>How many trials have candidates under way.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return trials.Count;
        }
    }

    /// <summary>Waits for a place among a trial's candidates; <see cref="Leave"/> gives it back.</summary>
    public Task EnterAsync(long ordinal, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (!trials.TryGetValue(ordinal / samples, out var trial))
                trials.Add(ordinal / samples, trial = new Trial());
            if (trial.Inside < atOnce)
            {
                trial.Inside++;
                return Task.CompletedTask;
            }

            var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            trial.Waiting.Enqueue(place);
            return WaitAsync(place, ordinal, cancellationToken);
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(long ordinal)
    {
        lock (gate)
        {
            var trial = trials[ordinal / samples];
            while (trial.Waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                    return;
            }

            if (--trial.Inside == 0)
                trials.Remove(ordinal / samples);
        }
    }

    private async Task WaitAsync(TaskCompletionSource place, long ordinal, CancellationToken cancellationToken)
    {
        try
        {
            await place.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The place may have been given between the two.
            if (!place.TrySetCanceled(cancellationToken))
                Leave(ordinal);
            throw;
        }
    }

    private sealed class Trial
    {
        public int Inside { get; set; }

        public Queue<TaskCompletionSource> Waiting { get; } = [];
    }
}
