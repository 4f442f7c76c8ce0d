using Assay.Errors;
using Assay.Storage;

namespace Assay.Results;

/// <content>Scores of whole slices.</content>
public abstract partial class RunResult
{
    /// <summary>
    /// Computes the scores of whole tasks over the outputs that are stored: by task, then by model, prompt variant and params. Their item's id is
    /// empty. Where a candidate has no output, its failure stands in place of the score.
    /// </summary>
    /// <param name="cancellationToken">Stops the reading and the metrics.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<IReadOnlyList<ItemScore>> SliceScoresAsync(CancellationToken cancellationToken = default)
    {
        var scores = new List<ItemScore>();
        foreach (var task in Tasks.Where(static task => task.Slice.SliceScores.Count > 0))
        {
            var generations = new StoredGeneration[task.Slice.Count];
            await foreach (var stored in Source.Store.ReadCandidatesAsync(task.PlanId, [], cancellationToken))
                generations[stored.Ordinal] = stored.Generation;
            scores.AddRange(await new SliceScorer(Source.Store, task.Slice, Source.Hooks, Source.Time).ScoreAsync(generations, cancellationToken));
        }

        return scores;
    }
}
