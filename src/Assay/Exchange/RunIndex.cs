using Assay.Execution;
using Assay.Identity;
using Assay.Storage;

namespace Assay.Exchange;

/// <summary>Finds what a run lacks or has.</summary>
internal static class RunIndex
{
    private const int BatchSize = 1024;

    /// <summary>The generations of a whole run, but for those about items that cannot be read.</summary>
    public static CandidateIndex OfAll(PreparedRun run, ProgressTicker ticker, CancellationToken cancellationToken)
    {
        var total = run.Tasks.Sum(static task => task.Slice.Count);
        var index = new CandidateIndex(checked((int)total));
        ticker.Begin(ExchangePhase.Planning, total);
        for (var task = 0; task < run.Tasks.Count; task++)
        {
            var slice = run.Tasks[task].Slice;
            for (var ordinal = 0L; ordinal < slice.Count; ordinal++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ticker.Step();
                if (slice.CandidateOf(ordinal) is { Item.Failure: null } candidate)
                    index.Add(candidate.Key, new Place(task, ordinal));
            }
        }

        return index;
    }

    /// <summary>The generations that have no output, but for those that nobody can be asked and those that somebody holds, which are counted.</summary>
    public static async Task<(CandidateIndex Index, long Unaskable, long Held)> OfPendingAsync(PreparedRun run, ExchangeSettings settings, CancellationToken cancellationToken)
    {
        var ticker = settings.Ticker;
        var index = new CandidateIndex();
        var unaskable = new HashSet<Hash128>();
        var held = await HeldWork.ReadAsync(run, settings.Manifests, cancellationToken);
        var batch = new List<(Hash128 Key, Place Place)>(BatchSize);
        ticker.Begin(ExchangePhase.Planning, run.Tasks.Sum(static task => task.Slice.Count));
        for (var task = 0; task < run.Tasks.Count; task++)
        {
            var slice = run.Tasks[task].Slice;
            var stored = await StoredTask.ReadAsync(run.Store, run.Tasks[task], withScores: false, cancellationToken);
            for (var ordinal = 0L; ordinal < slice.Count; ordinal++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ticker.Step();
                if (stored.IsGenerated(ordinal))
                    continue;
                var candidate = slice.CandidateOf(ordinal);
                if (candidate.RenderFailure is not null || candidate.Item.Failure is not null)
                    unaskable.Add(candidate.Key);
                else if (!held.Contains(candidate.Key))
                    batch.Add((candidate.Key, new Place(task, ordinal)));
                if (batch.Count == BatchSize)
                    await AddPendingAsync(run.Store, batch, index, cancellationToken);
            }
        }

        await AddPendingAsync(run.Store, batch, index, cancellationToken);
        return (index, unaskable.Count, held.Count);
    }

    private static async ValueTask AddPendingAsync(IRunStore store, List<(Hash128 Key, Place Place)> batch, CandidateIndex index, CancellationToken cancellationToken)
    {
        var found = new StoredGeneration[batch.Count];
        await store.FindGenerationsAsync(batch.Select(static one => one.Key).ToArray(), found, cancellationToken);
        for (var i = 0; i < found.Length; i++)
        {
            if (found[i].Status != GenerationStatus.Completed)
                index.Add(batch[i].Key, batch[i].Place);
        }

        batch.Clear();
    }
}
