using Assay.Errors;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Cli.Reading;

/// <summary>Reads candidates.</summary>
/// <param name="storage">The store.</param>
/// <param name="search">Finds where they stand.</param>
/// <param name="runs">The runs that they may stand in.</param>
internal sealed class CandidatePages(StorageBundle storage, HashSearch search, IReadOnlyList<StoredRun> runs)
{
    /// <summary>Reads one.</summary>
    public async Task<CandidatePage> ReadAsync(long generation, CancellationToken cancellationToken)
    {
        var projections = storage.Projections;
        var details = await projections.ReadGenerationAsync(generation, cancellationToken)
            ?? throw new StoreException(new Problem(ErrorCode.StoreUnreadable, $"The generation {generation} is not in the store; `assay store verify` says what else is wrong."));
        var output = details.Status == GenerationStatus.Completed ? (await storage.Runs.ReadOutputAsync(generation, cancellationToken)).Text : null;
        var parses = (await projections.ReadTransformsAsync(generation, cancellationToken)).Select(static parse => (SpecJson.Read<ParseSpec>(parse.ParseJson).Id, parse)).ToList();
        var scores = new List<(string, string, EvaluationDetails)>();
        foreach (var score in await projections.ReadEvaluationsAsync(generation, null, cancellationToken))
            scores.Add((SpecJson.Read<MetricSpec>(score.MetricJson).Id, (await storage.Runs.ReadItemAsync(score.ItemRow, cancellationToken))?.Id ?? "", score));
        var events = await storage.Events.ReadGenerationAsync(generation, cancellationToken).ToListAsync(cancellationToken);
        return new CandidatePage(details, output, await search.PlacesOfAsync(generation, runs, cancellationToken), parses, scores, events);
    }
}
