using Assay.Errors;
using Assay.Identity;
using Assay.Planning;
using Assay.Storage;

namespace Assay.Cli.Reading;

/// <summary>Finds candidates and trials by the beginning of their identities.</summary>
/// <param name="storage">The store.</param>
internal sealed class HashSearch(StorageBundle storage)
{
    /// <summary>Finds a candidate's generation.</summary>
    /// <returns>Null when none begins so.</returns>
    /// <exception cref="AssayException">Several begin so (<see cref="ErrorCode.HashAmbiguous"/>).</exception>
    public async Task<long?> FindCandidateAsync(string prefix, CancellationToken cancellationToken)
    {
        var found = await storage.Projections.FindGenerationsAsync(prefix, 2, cancellationToken);
        return found switch
        {
            [] => null,
            [var one] => one.Generation.Id,
            [var one, var other, ..] => throw Ambiguous("candidates", prefix, one.Key, other.Key),
        };
    }

    /// <summary>Finds a trial: the row of each sample's generation, in order.</summary>
    /// <returns>Null when none begins so.</returns>
    /// <exception cref="AssayException">Several begin so (<see cref="ErrorCode.HashAmbiguous"/>).</exception>
    public async Task<(Hash128 Id, IReadOnlyList<long> Generations)?> FindTrialAsync(string prefix, IEnumerable<StoredRun> runs, CancellationToken cancellationToken)
    {
        (Hash128 Id, StoredPlan Plan, long Ordinal)? found = null;
        foreach (var plan in PlansOf(runs))
        {
            await foreach (var candidate in storage.Runs.ReadCandidatesAsync(plan.Id, [], cancellationToken))
            {
                if (plan.PlaceOf(candidate.Ordinal).Sample != 0)
                    continue;
                var (ordinal, generation) = (candidate.Ordinal, candidate.Generation.Id);
                if (await storage.Projections.ReadGenerationAsync(generation, cancellationToken) is not { } details)
                    continue;
                var trial = TrialIdentity.OfTrial(details.Key);
                if (!trial.ToString().StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                    continue;
                if (found is { } known && known.Id != trial)
                    throw Ambiguous("trials", prefix, known.Id, trial);
                found ??= (trial, plan, ordinal);
            }
        }

        if (found is not { } one)
            return null;
        var generations = new List<long>();
        await foreach (var candidate in storage.Runs.ReadCandidatesAsync(one.Plan.Id, [], one.Ordinal, one.Plan.Samples, cancellationToken))
            generations.Add(candidate.Generation.Id);
        return (one.Id, generations);
    }

    /// <summary>Where a generation stands: each candidate that it answers, once for each slice and item.</summary>
    public async Task<IReadOnlyList<CandidatePlace>> PlacesOfAsync(long generation, IEnumerable<StoredRun> runs, CancellationToken cancellationToken)
    {
        var places = new List<CandidatePlace>();
        foreach (var plan in PlansOf(runs))
        {
            var rows = new List<(long Ordinal, long Item)>();
            await foreach (var candidate in storage.Runs.ReadCandidatesAsync(plan.Id, [], cancellationToken))
            {
                if (candidate.Generation.Id == generation)
                    rows.Add((candidate.Ordinal, candidate.ItemRow));
            }

            foreach (var (ordinal, row) in rows)
            {
                var (model, prompt, parameters, _, sample) = plan.PlaceOf(ordinal);
                var item = await storage.Runs.ReadItemAsync(row, cancellationToken);
                places.Add(new CandidatePlace(plan, item?.Id ?? "", row, item?.Json, model, prompt, parameters, sample));
            }
        }

        return places;
    }

    private static IEnumerable<StoredPlan> PlansOf(IEnumerable<StoredRun> runs) => runs.SelectMany(static run => run.Plans).DistinctBy(static plan => plan.Id);

    private static AssayException Ambiguous(string what, string prefix, Hash128 one, Hash128 other) =>
        new(ErrorCode.HashAmbiguous, $"Several {what} have a hash that begins with '{prefix}', {one} and {other} among them; give more digits.");
}
