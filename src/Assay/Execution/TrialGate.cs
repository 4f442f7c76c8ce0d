using System.Collections.Concurrent;

namespace Assay.Execution;

/// <summary>Bounds the candidates of one trial that are under way at once.</summary>
/// <param name="samples">How many candidates a trial has.</param>
/// <param name="atOnce">How many of them may be under way.</param>
internal sealed class TrialGate(int samples, int atOnce)
{
    private readonly ConcurrentDictionary<long, SemaphoreSlim> trials = new();

    /// <summary>Whether there is anything to bound.</summary>
    public bool IsNeeded => samples > atOnce;

    /// <summary>Waits for a place among a trial's candidates; <see cref="Leave"/> gives it back.</summary>
    public Task EnterAsync(long ordinal, CancellationToken cancellationToken) =>
        trials.GetOrAdd(ordinal / samples, _ => new SemaphoreSlim(atOnce)).WaitAsync(cancellationToken);

    /// <summary>Gives a place back.</summary>
    public void Leave(long ordinal) => trials[ordinal / samples].Release();
}
