using Assay.Storage;

namespace Assay.Cli.Reading;

/// <summary>Everything that is stored of a candidate.</summary>
/// <param name="Generation">Its generation.</param>
/// <param name="Output">The output's text; null where there is none.</param>
/// <param name="Places">Where it stands.</param>
/// <param name="Parses">Its parses by their ids.</param>
/// <param name="Scores">Its scores, each with the metric's id and the item that it is for.</param>
/// <param name="Events">What happened, in the order in which it was written.</param>
internal sealed record CandidatePage(
    GenerationDetails Generation,
    string? Output,
    IReadOnlyList<CandidatePlace> Places,
    IReadOnlyList<(string Id, TransformDetails Details)> Parses,
    IReadOnlyList<(string Metric, string Item, EvaluationDetails Details)> Scores,
    IReadOnlyList<StoredEvent> Events);
