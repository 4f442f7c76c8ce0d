using Assay.Errors;
using Assay.Planning;

namespace Assay.Execution;

/// <summary>Counts what a run does, and tells of progress a few times a second.</summary>
internal sealed class RunCounters(PlannedSlice slice, long complete, ProgressConfig? progress, TimeProvider time)
{
    private const int NamedTrials = 10;

    private readonly long started = time.GetTimestamp();
    private readonly SortedDictionary<long, UnansweredTrial> unanswered = [];
    private long lastReport;
    private long done = complete;
    private long generated;
    private long reused = complete;
    private long scored;
    private long failed;
    private long unscored;
    private long paidMissing;
    private long missing;
    private long unjudged;

    public void Generated() => Interlocked.Increment(ref generated);

    public void Reused() => Interlocked.Increment(ref reused);

    public void Scored()
    {
        Interlocked.Increment(ref scored);
        Done();
    }

    /// <summary>Counts a candidate of which everything was stored.</summary>
    public void Finished() => Done();

    public void Failed()
    {
        Interlocked.Increment(ref failed);
        Done();
    }

    /// <summary>Counts a candidate of which a parse or a metric failed.</summary>
    public void Unscored() => Interlocked.Increment(ref unscored);

    /// <summary>Counts a candidate whose generation is not stored and was not made.</summary>
    public void Missing(long ordinal, bool isPaid)
    {
        Interlocked.Increment(ref missing);
        if (isPaid)
            Interlocked.Increment(ref paidMissing);
        Unanswered(ordinal, null, null);
    }

    /// <summary>Counts a candidate of which scores wait for a judge that may not be asked.</summary>
    public void Unjudged(long ordinal, int scores)
    {
        Interlocked.Add(ref unjudged, scores);
        Unanswered(ordinal, null, null);
    }

    /// <summary>Keeps a candidate's name and reason for the message, if it is among the first of the plan.</summary>
    public void Unanswered(long ordinal, ErrorCode? code, string? message)
    {
        lock (unanswered)
        {
            if (unanswered.Count == NamedTrials && ordinal > unanswered.Keys.Last())
                return;
            unanswered[ordinal] = new UnansweredTrial(slice.Describe(slice.CellOf(ordinal)), code, message);
            if (unanswered.Count > NamedTrials)
                unanswered.Remove(unanswered.Keys.Last());
        }
    }

    public void Report(bool force)
    {
        if (progress is not { IsHeard: true })
            return;
        var last = Interlocked.Read(ref lastReport);
        var now = time.GetTimestamp();
        if (!force && (time.GetElapsedTime(last, now) < progress.Interval || Interlocked.CompareExchange(ref lastReport, now, last) != last))
            return;
        progress.Tell(new RunProgress(
            slice.Experiment.Id,
            slice.Task.Id,
            slice.Count,
            Interlocked.Read(ref done),
            Interlocked.Read(ref reused),
            Interlocked.Read(ref failed),
            time.GetElapsedTime(started, now)));
    }

    public SliceRun ToRun(AssayException? stopped)
    {
        lock (unanswered)
            return new SliceRun(slice.Count, generated, reused, scored, failed, paidMissing) { Missing = missing, Unscored = unscored, Unjudged = unjudged, Unanswered = [.. unanswered.Values.Select(static trial => trial.ToString())], Trials = [.. unanswered.Values], Stopped = stopped };
    }

    private void Done()
    {
        Interlocked.Increment(ref done);
        Report(force: false);
    }
}
