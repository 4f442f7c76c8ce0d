using Assay.Execution;
using Assay.Identity;
using Assay.Storage;

namespace Assay.Exchange;

/// <summary>The candidates of a run that have an output and lack scores.</summary>
internal sealed class PendingScores
{
    private const int BatchSize = 1024;

    private readonly PreparedRun run;
    private readonly StoredTask[] stored;
    private readonly List<(Hash128 Key, Place Place)> batch = new(BatchSize);

    private PendingScores(PreparedRun run)
    {
        this.run = run;
        stored = new StoredTask[run.Tasks.Count];
    }

    /// <summary>Their generations.</summary>
    public CandidateIndex Index { get; } = new();

    /// <summary>Finds them.</summary>
    public static async Task<PendingScores> FindAsync(PreparedRun run, ProgressTicker ticker, CancellationToken cancellationToken)
    {
        var pending = new PendingScores(run);
        ticker.Begin(ExchangePhase.Planning, run.Tasks.Sum(static task => task.Slice.Count));
        for (var task = 0; task < run.Tasks.Count; task++)
        {
            pending.stored[task] = await StoredTask.ReadAsync(run.Store, run.Tasks[task], withScores: true, cancellationToken);
            await pending.FindAsync(task, ticker, cancellationToken);
        }

        await pending.AddStoredAsync(cancellationToken);
        return pending;
    }

    /// <summary>The scores that a candidate lacks.</summary>
    public IEnumerable<int> ScoresOf(Place place) =>
        Enumerable.Range(0, run.Tasks[place.Task].Slice.Scores.Count).Where(score => !stored[place.Task].IsFinished(place.Ordinal, score));

    private async ValueTask FindAsync(int task, ProgressTicker ticker, CancellationToken cancellationToken)
    {
        var slice = run.Tasks[task].Slice;
        for (var ordinal = 0L; ordinal < slice.Count; ordinal++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ticker.Step();
            var place = new Place(task, ordinal);
            if (ScoresOf(place).Any() && slice.CandidateOf(ordinal) is { Item.Failure: null } candidate)
                batch.Add((candidate.Key, place));
            if (batch.Count == BatchSize)
                await AddStoredAsync(cancellationToken);
        }
    }

    private async ValueTask AddStoredAsync(CancellationToken cancellationToken)
    {
        var found = new StoredGeneration[batch.Count];
        await run.Store.FindGenerationsAsync(batch.Select(static one => one.Key).ToArray(), found, cancellationToken);
        for (var i = 0; i < found.Length; i++)
        {
            if (found[i].Status != GenerationStatus.Completed)
                continue;
            var (key, place) = batch[i];
            await stored[place.Task].FindAsync(run.Store, place.Ordinal, found[i].Id, cancellationToken);
            if (ScoresOf(place).Any())
                Index.Add(key, place);
        }

        batch.Clear();
    }
}
