using Assay.Errors;
using Assay.Planning;

namespace Assay.Execution;

/// <summary>Counts what a run does, and tells of progress a few times a second.</summary>
internal sealed class RunCounters(PlannedSlice slice, long complete, ProgressConfig? progress, TimeProvider time)
{
    private const int NamedTrials = 10;

    /// <summary>How many of each reason are named at least, so that a frequent one does not hide a rare one.</summary>
    private const int NamedOfReason = 3;

    private readonly long started = time.GetTimestamp();
    private readonly SortedDictionary<string, SortedDictionary<long, UnansweredTrial>> unanswered = new(StringComparer.Ordinal);
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

    /// <summary>Keeps a candidate's name and reason for the message, if it is among the first of the plan with that reason.</summary>
    public void Unanswered(long ordinal, ErrorCode? code, string? message)
    {
        lock (unanswered)
        {
            var reason = code?.Value ?? "";
            if (!unanswered.TryGetValue(reason, out var trials))
                unanswered.Add(reason, trials = []);
            if (trials.Count == NamedTrials && ordinal > trials.Keys.Last())
                return;
            trials[ordinal] = new UnansweredTrial(slice.Describe(slice.CellOf(ordinal)), code, message);
            if (trials.Count > NamedTrials)
                trials.Remove(trials.Keys.Last());
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
        var named = Named();
        return new SliceRun(slice.Count, generated, reused, scored, failed, paidMissing) { Missing = missing, Unscored = unscored, Unjudged = unjudged, Unanswered = [.. named.Select(static trial => trial.ToString())], Trials = named, Stopped = stopped };
    }

    private List<UnansweredTrial> Named()
    {
        lock (unanswered)
        {
            var share = Math.Max(NamedOfReason, NamedTrials / Math.Max(1, unanswered.Count));
            return [.. unanswered.Values.SelectMany(trials => trials.Take(share)).OrderBy(static trial => trial.Key).Select(static trial => trial.Value)];
        }
    }

    private void Done()
    {
        Interlocked.Increment(ref done);
        Report(force: false);
    }
}
