using Assay.Errors;
using Assay.Planning;
using Assay.Storage;

namespace Assay.Execution;

/// <content>Scoring outputs, each for an item once, whichever candidates share them.</content>
internal sealed partial class CandidatePump
{
    private bool TryClaimScores(Candidate candidate, out ScoreClaim claim) => ledger.Scores.TryClaim(candidate.Key, candidate.Item.Digest, out claim);

    /// <summary>Waits until others have scored the same, without taking a place, and claims what they left.</summary>
    private async ValueTask<ScoreClaim> FollowScoresAsync(Candidate candidate, ScoreClaim other)
    {
        do
        {
            await other.Over.WaitAsync(stop.Token);
            await store.FlushAsync(stop.Token);
        }
        while (!TryClaimScores(candidate, out other));
        return other;
    }

    private async ValueTask FollowFreshAsync(Candidate candidate, GenerationOutcome outcome, ScoreClaim other) =>
        await PlaceAndScoreAsync(candidate, outcome, await FollowScoresAsync(candidate, other), isFresh: false, stop.Token);

    private async ValueTask FollowStoredAsync(Candidate candidate, ScoreClaim other)
    {
        var claim = await FollowScoresAsync(candidate, other);
        try
        {
            var found = new StoredGeneration[1];
            await store.FindGenerationsAsync(new[] { candidate.Key }, found, stop.Token);
            var done = await PartlyDone.FindAsync(store, found[0].Id, candidate.Item, options.Columns.Overlays, stop.Token);
            await ScoreStoredAsync(candidate, done, claim, stop.Token);
        }
        catch
        {
            ledger.Scores.Release(claim);
            throw;
        }
    }

    /// <summary>Records which generation a candidate has, and scores it.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="outcome">Its output.</param>
    /// <param name="claim">The right to score it, which ends here.</param>
    /// <param name="isFresh">Whether the output was made just now, so that nobody can have scored it.</param>
    /// <param name="cancellationToken">Stops the scoring.</param>
    private async ValueTask PlaceAndScoreAsync(Candidate candidate, GenerationOutcome outcome, ScoreClaim claim, bool isFresh, CancellationToken cancellationToken)
    {
        try
        {
            var item = items.Of(candidate.Cell.Item);

            // An output without a row is not committed: whoever made it gave up before it was scored.
            PartlyDone? done = isFresh || outcome.Generation.RowId == 0 ? null
                : await PartlyDone.FindAsync(store, outcome.Generation.RowId, item.Item, options.Columns.Overlays, cancellationToken);
            var isFinished = done is { IsFinished: true };
            await PlaceAsync(candidate, outcome, item, isFinished ? CountFinished : null, cancellationToken);
            if (isFinished)
            {
                ledger.Scores.Release(claim);
                return;
            }

            var output = outcome.Output ?? await store.ReadOutputAsync(outcome.Generation.RowId, cancellationToken);
            await ScoreAsync(candidate.Ordinal, outcome.Generation, item, output, done?.Columns, claim, cancellationToken);
        }
        catch
        {
            ledger.Scores.Release(claim);
            throw;
        }
    }

    private async ValueTask ScoreStoredAsync(Candidate candidate, PartlyDone partly, ScoreClaim claim, CancellationToken cancellationToken)
    {
        try
        {
            counters.Reused();
            if (partly.IsFinished)
            {
                counters.Finished();
                ledger.Scores.Release(claim);
                return;
            }

            var output = await store.ReadOutputAsync(partly.GenerationId, cancellationToken);
            await ScoreAsync(candidate.Ordinal, new GenerationRef(partly.GenerationId), items.Of(candidate.Cell.Item), output, partly.Columns, claim, cancellationToken);
        }
        catch
        {
            ledger.Scores.Release(claim);
            throw;
        }
    }

    private async ValueTask ScoreAsync(long ordinal, GenerationRef reference, ItemEntry item, Output output, bool[]? isDone, ScoreClaim claim, CancellationToken cancellationToken)
    {
        var (transforms, evaluations, unjudged) = await scorer.ScoreAsync(item.Item, output, options.Columns, isDone, telemetry.ScopeOf(slice.CellOf(ordinal)), cancellationToken);
        var isBroken = transforms.Exists(static transform => transform.Failure is not null);
        foreach (var evaluation in evaluations)
        {
            if (evaluation.Failure is not { } code || code == ErrorCode.ParseFailed)
                continue;
            isBroken = true;
            counters.Unanswered(ordinal, code, evaluation.Explanation);
        }

        if (isBroken)
            counters.Unscored();
        if (unjudged > 0)
            counters.Unjudged(ordinal, unjudged);
        if (transforms.Count + evaluations.Count == 0)
        {
            ledger.Scores.Release(claim);
            claim.End();
            counters.Finished();
            return;
        }

        await store.AppendAsync(
            new ScoreEntry
            {
                RunId = options.RunId,
                Generation = reference,
                Item = item,
                Transforms = transforms,
                Evaluations = evaluations,
                Committed = entry =>
                {
                    ledger.Scores.Release(claim);
                    CountScored(entry);
                },
            },
            cancellationToken);
        claim.End();
    }
}
