using System.Globalization;
using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Planning;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>Parses and scores one output. A failed parse or a throwing metric becomes data; nothing escapes.</summary>
/// <param name="slice">The plan.</param>
/// <param name="parseIds">The definition row of each parse.</param>
/// <param name="metricIds">The definition row of each score's metric.</param>
/// <param name="time">The clock.</param>
internal sealed class CandidateScorer(PlannedSlice slice, IReadOnlyList<long> parseIds, IReadOnlyList<long> metricIds, TimeProvider time)
{
    /// <summary>Runs the scores that are missing, and the parses that they read.</summary>
    /// <param name="item">The item.</param>
    /// <param name="output">The output.</param>
    /// <param name="isDone">Says which scores are stored and finished; null when none is.</param>
    /// <param name="cancellationToken">Stops the scoring.</param>
    public async ValueTask<(List<TransformRecord> Transforms, List<EvaluationRecord> Evaluations)> ScoreAsync(
        Item item,
        Output output,
        bool[]? isDone,
        CancellationToken cancellationToken)
    {
        var transforms = new List<TransformRecord>(slice.Parses.Count);
        var evaluations = new List<EvaluationRecord>(slice.Scores.Count);
        var parsed = slice.Parses.Count == 0 ? [] : new (Extraction Extraction, ErrorCode? Failure)?[slice.Parses.Count];
        for (var i = 0; i < slice.Scores.Count; i++)
        {
            if (isDone is not null && isDone[i])
                continue;
            var score = slice.Scores[i];
            var extraction = default(Extraction);
            var parseId = 0L;
            if (score.ParseIndex >= 0)
            {
                parseId = parseIds[score.ParseIndex];
                if (parsed[score.ParseIndex] is null)
                {
                    var ticks = time.GetTimestamp();
                    var found = await ParseAsync(slice.Parses[score.ParseIndex], new ExtractionContext(output, item), cancellationToken);
                    parsed[score.ParseIndex] = found;
                    transforms.Add(new TransformRecord(parseId, found.Extraction.Success, TextOf(found.Extraction), time.GetElapsedTime(ticks)));
                }

                (extraction, var failure) = parsed[score.ParseIndex]!.Value;
                if (!extraction.Success)
                {
                    var code = failure ?? ErrorCode.ParseFailed;
                    var value = code == ErrorCode.ParseFailed ? score.Score.IfUnparsed : null;
                    evaluations.Add(new EvaluationRecord(parseId, metricIds[i], value, code, extraction.Reason, TimeSpan.Zero));
                    continue;
                }
            }

            evaluations.Add(await EvaluateAsync(score, parseId, metricIds[i], new MetricContext(item, output, extraction.Value), cancellationToken));
        }

        return (transforms, evaluations);
    }

    private static async ValueTask<(Extraction Extraction, ErrorCode? Failure)> ParseAsync(PlannedParse parse, ExtractionContext context, CancellationToken cancellationToken)
    {
        var last = Extraction.NotFound("The parse has no extractor.");
        try
        {
            foreach (var extract in parse.Chain)
            {
                last = await extract(context, cancellationToken);
                if (last.Success)
                    break;
            }

            return (last, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            return (Extraction.NotFound($"Parse '{parse.Spec.Id}' threw {exception.GetType().Name}: {exception.Message}"), ErrorCode.ExtractorFailed);
        }
    }

    private async ValueTask<EvaluationRecord> EvaluateAsync(PlannedScore score, long parseId, long metricId, MetricContext context, CancellationToken cancellationToken)
    {
        var ticks = time.GetTimestamp();
        try
        {
            var result = await score.Evaluate(context, cancellationToken);
            return double.IsFinite(result.Value)
                ? new EvaluationRecord(parseId, metricId, result.Value == 0 ? 0 : result.Value, null, result.Explanation, time.GetElapsedTime(ticks))
                : Failed(string.Create(CultureInfo.InvariantCulture, $"Metric '{score.Name}' gave {result.Value}, which is no finite number."));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            return Failed($"Metric '{score.Name}' threw {exception.GetType().Name}: {exception.Message}");
        }

        EvaluationRecord Failed(string message) => new(parseId, metricId, null, ErrorCode.MetricFailed, message, time.GetElapsedTime(ticks));
    }

    private static string? TextOf(Extraction extraction) => extraction switch
    {
        { Success: false } => extraction.Reason,
        { Value: null } => null,
        { Value: string text } => text,
        { Value: JsonElement element } => element.GetRawText(),
        { Value: IFormattable value } => value.ToString(null, CultureInfo.InvariantCulture),
        _ => extraction.Value.ToString(),
    };
}
