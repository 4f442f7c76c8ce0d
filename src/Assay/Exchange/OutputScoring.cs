using System.Globalization;
using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Storage;

namespace Assay.Exchange;

/// <summary>
/// One stored output that somebody else scores: what a metric reads of it, and what is recorded of the score, the hooks around
/// evaluation included.
/// </summary>
/// <param name="task">The task.</param>
/// <param name="scorer">Runs the task's parses.</param>
/// <param name="item">The item.</param>
/// <param name="output">The output.</param>
/// <param name="settings">The hooks.</param>
internal sealed class OutputScoring(PreparedTask task, CandidateScorer scorer, Item item, Output output, ExchangeSettings settings)
{
    private readonly (Extraction Extraction, TransformRecord Record)?[] parsed = new (Extraction, TransformRecord)?[task.Slice.Parses.Count];

    /// <summary>What a score reads; null where its parse found nothing.</summary>
    /// <exception cref="AssayException"><see cref="ErrorCode.HookFailed"/>: a hook threw.</exception>
    public async ValueTask<MetricContext?> AskedAsync(int score, CancellationToken cancellationToken) =>
        await AroundAsync(score, cancellationToken) is { } around ? around.Metric : null;

    /// <summary>The outcome of the parse that a score reads; null where it reads none.</summary>
    public async ValueTask<TransformRecord?> ParsedAsync(int score, CancellationToken cancellationToken) =>
        task.Slice.Scores[score].ParseIndex is >= 0 and var parse ? (await ParseAsync(parse, cancellationToken)).Record : null;

    /// <summary>What is recorded of an answer.</summary>
    public async ValueTask<EvaluationRecord> RecordedAsync(int score, EvaluationAnswer answer, CancellationToken cancellationToken)
    {
        var overlay = task.Binding.Overlays[score];
        if (answer.Value is not { } value)
            return Failed(answer.Failure!.Value, answer.Explanation);
        if (!settings.Hooks.AroundEvaluation)
            return Scored(value, answer.Explanation);
        try
        {
            if (await AroundAsync(score, cancellationToken) is not { } around)
                return Scored(value, answer.Explanation);
            around.Result = new MetricResult(value, answer.Explanation);
            await settings.Hooks.AfterAsync(around, cancellationToken);
            if (around.Result is not { } result)
                return Failed(ErrorCode.HookFailed, "A hook after evaluation took the result away; set another result, or leave it.");
            return double.IsFinite(result.Value)
                ? Scored(result.Value, result.Explanation)
                : Failed(ErrorCode.MetricFailed, string.Create(CultureInfo.InvariantCulture, $"A hook after evaluation gave {result.Value}, which is no finite number."));
        }
        catch (AssayException exception) when (exception.Code == ErrorCode.HookFailed)
        {
            return Failed(ErrorCode.HookFailed, exception.Problems[0].Message);
        }

        EvaluationRecord Scored(double number, string? explanation) =>
            new(overlay.ParseId, overlay.MetricId, number == 0 ? 0 : number, null, explanation, answer.Duration);

        EvaluationRecord Failed(ErrorCode code, string? message) => new(overlay.ParseId, overlay.MetricId, null, code, settings.Redactor.Redact(message), answer.Duration);
    }

    private async ValueTask<EvaluationHookContext?> AroundAsync(int score, CancellationToken cancellationToken)
    {
        var planned = task.Slice.Scores[score];
        var extraction = default(Extraction);
        if (planned.ParseIndex >= 0)
        {
            (extraction, _) = await ParseAsync(planned.ParseIndex, cancellationToken);
            if (!extraction.Success && !planned.ReadsFailures)
                return null;
        }

        var around = new EvaluationHookContext(planned.Name, new MetricContext(item, output, extraction.Value) { Extraction = extraction, Runtime = settings.Context });
        await settings.Hooks.BeforeAsync(around, cancellationToken);
        return around;
    }

    private async ValueTask<(Extraction Extraction, TransformRecord Record)> ParseAsync(int parse, CancellationToken cancellationToken)
    {
        if (parsed[parse] is { } known)
            return known;
        var (extraction, _, record) = await scorer.ParseAsync(parse, new ExtractionContext(output, item), cancellationToken);
        parsed[parse] = (extraction, record);
        return (extraction, record);
    }
}
