namespace Assay.Execution;

/// <summary>Who is told of a run's progress, and how often.</summary>
public sealed record ProgressConfig
{
    /// <summary>Told from any thread; null for nobody.</summary>
    public IProgress<RunProgress>? Progress { get; init; }

    /// <summary>Called from any thread; null for nothing. An exception of it ends the run.</summary>
    public Action<RunProgress>? Callback { get; init; }

    /// <summary>The least time between two reports of one slice, 200 ms by default; zero reports every candidate. The last report always comes.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Reports to an <see cref="IProgress{T}"/>.</summary>
    /// <param name="progress">Told from any thread.</param>
    public static ProgressConfig To(IProgress<RunProgress>? progress) => new() { Progress = progress };

    internal bool IsHeard => Progress is not null || Callback is not null;

    internal void Tell(RunProgress report)
    {
        Progress?.Report(report);
        Callback?.Invoke(report);
    }
}
