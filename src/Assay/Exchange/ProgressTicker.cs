namespace Assay.Exchange;

/// <summary>Tells of progress a few times a second.</summary>
/// <param name="progress">Who is told; null for nobody.</param>
/// <param name="time">The clock.</param>
internal sealed class ProgressTicker(IProgress<ExchangeProgress>? progress, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private ExchangePhase phase;
    private long? total;
    private long done;
    private long last;

    /// <summary>Begins a phase.</summary>
    public void Begin(ExchangePhase next, long? expected = null)
    {
        (phase, total, done) = (next, expected, 0);
        Report();
    }

    /// <summary>Counts one more; reports when it is time to.</summary>
    public void Step()
    {
        done++;
        if (progress is not null && time.GetElapsedTime(last) >= Interval)
            Report();
    }

    /// <summary>Ends a phase.</summary>
    public void End() => Report();

    /// <summary>Says that it waits for another process.</summary>
    public void Wait(string message) => progress?.Report(new ExchangeProgress(phase, done, total) { Waiting = message });

    private void Report()
    {
        last = time.GetTimestamp();
        progress?.Report(new ExchangeProgress(phase, done, total));
    }
}
