using System.Text.Json;
using Assay.Storage;

namespace Assay.Results;

/// <summary>Reads a candidate's timeline from the events of its generation.</summary>
/// <param name="storage">The store.</param>
internal sealed class TimelineReader(StorageBundle storage)
{
    private readonly Dictionary<long, string> definitions = [];

    /// <summary>Reads it; scores of other items that share the generation are left out.</summary>
    public async ValueTask<CandidateTimeline> ReadAsync(CandidateResult candidate, CancellationToken cancellationToken)
    {
        var generation = candidate.Generation.Id;
        if (candidate.Generation.Status == GenerationStatus.Missing)
            return new CandidateTimeline(candidate, [], null);
        var steps = new List<TimelineStep>();
        var isOther = false;
        await foreach (var one in storage.Events.ReadGenerationAsync(generation, cancellationToken))
        {
            // A judge's calls follow their metric.
            if (one.Kind == EventKind.Scored)
                isOther = one.ItemRow != candidate.ItemRow;
            if (!isOther || one.Kind is not (EventKind.Scored or EventKind.JudgeCalled))
                steps.Add(await StepOfAsync(candidate, one, cancellationToken));
        }

        return new CandidateTimeline(candidate, steps, await storage.Projections.ReadGenerationAsync(generation, cancellationToken));
    }

    private async ValueTask<TimelineStep> StepOfAsync(CandidateResult candidate, StoredEvent one, CancellationToken cancellationToken) =>
        new(one.Seq, one.Kind, StageOf(one.Kind), one.At, await NameOfAsync(candidate, one, cancellationToken))
        {
            Duration = one.Duration,
            RunId = one.RunId,
            Success = one.Kind == EventKind.Scored ? one.Code is null : one.Success,
            Failure = one.Code,
            Number = one.Number,
            Score = one.Value,
            InputTokens = one.InputTokens,
            OutputTokens = one.OutputTokens,
            Text = one.Text,
        };

    private async ValueTask<string> NameOfAsync(CandidateResult candidate, StoredEvent one, CancellationToken cancellationToken) => one switch
    {
        { Kind: EventKind.Generated, ModelId: { } model } => await DefinedAsync(model, cancellationToken) ?? candidate.Model,
        { Kind: EventKind.Parsed, ParseId: { } parse } => candidate.Task.ParseNameOf(parse) ?? await DefinedAsync(parse, cancellationToken) ?? "",
        { Kind: EventKind.Scored, MetricId: { } metric } => candidate.Task.ScoreNameOf(one.ParseId ?? 0, metric) ?? await DefinedAsync(metric, cancellationToken) ?? "",
        { Kind: EventKind.Generated } => candidate.Model,
        _ => one.Name ?? "",
    };

    /// <summary>The id in a definition's spec.</summary>
    private async ValueTask<string?> DefinedAsync(long definition, CancellationToken cancellationToken)
    {
        if (definitions.TryGetValue(definition, out var known))
            return known;
        if (await storage.Projections.ReadDefinitionAsync(definition, cancellationToken) is not { } json)
            return null;
        using var document = JsonDocument.Parse(json);
        var id = document.RootElement.TryGetProperty("id", out var value) ? value.GetString() ?? "" : "";
        definitions.Add(definition, id);
        return id;
    }

    private static TimelineStage StageOf(EventKind kind) => kind switch
    {
        EventKind.Parsed or EventKind.ExtractorTried => TimelineStage.Transform,
        EventKind.Scored or EventKind.JudgeCalled => TimelineStage.Evaluation,
        _ => TimelineStage.Generation,
    };
}
