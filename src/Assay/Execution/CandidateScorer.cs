using System.Globalization;
using Assay.Contracts;
using Assay.Errors;
using Assay.Planning;
using Assay.Runtime;
using Assay.Storage;
using Assay.Telemetry;
using Assay.Text;

namespace Assay.Execution;

/// <summary>Parses and scores one output. A failed parse or a throwing metric becomes data; nothing escapes.</summary>
/// <param name="slice">The plan.</param>
/// <param name="parseIds">The definition row of each parse.</param>
/// <param name="metricIds">The definition row of each score's metric.</param>
/// <param name="hooks">What stands around parses and metrics.</param>
/// <param name="runtime">What belongs to this run alone; metrics read it, and its secrets are taken out of failure messages.</param>
/// <param name="telemetry">Told of each extractor and metric; null for nobody.</param>
/// <param name="time">The clock.</param>
/// <param name="threads">Where parses and metrics are started; null for wherever the caller is.</param>
/// <param name="maySpend">Whether judges that cost money may be asked.</param>
internal sealed class CandidateScorer(
    PlannedSlice slice, IReadOnlyList<long> parseIds, IReadOnlyList<long> metricIds, HookPipeline hooks, RuntimeContext runtime, TelemetryPublisher? telemetry, TimeProvider time, ProcessorThreads? threads = null, bool maySpend = true)
{
    private readonly SecretRedactor redactor = new(runtime.Secrets.Values);
    private readonly ParseStage parses = new(hooks, new SecretRedactor(runtime.Secrets.Values), telemetry, time);

    /// <summary>Runs the parses and scores that are missing, and the parses that these scores read.</summary>
    /// <param name="item">The item.</param>
    /// <param name="output">The output.</param>
    /// <param name="columns">What is asked for.</param>
    /// <param name="isDone">Says which columns are stored and finished; null when none is.</param>
    /// <param name="scope">What the candidate is called; null where nobody is told of it.</param>
    /// <param name="cancellationToken">Stops the scoring.</param>
    /// <returns>What was found, and how many scores wait for a judge that may not be asked now.</returns>
    public async ValueTask<(List<TransformRecord> Transforms, List<EvaluationRecord> Evaluations, int Unjudged)> ScoreAsync(
        Item item,
        Output output,
        StageColumns columns,
        bool[]? isDone,
        TelemetryScope? scope,
        CancellationToken cancellationToken)
    {
        var transforms = new List<TransformRecord>(slice.Parses.Count);
        var evaluations = new List<EvaluationRecord>(columns.Scores);
        var parsed = slice.Parses.Count == 0 ? [] : new (Extraction Extraction, ErrorCode? Failure)?[slice.Parses.Count];
        var context = new ExtractionContext(output, item);
        var unjudged = 0;
        var scored = new MetricContext(item, output, null) { Runtime = runtime, Memo = new EvaluationMemo() };
        for (var i = 0; i < columns.Overlays.Count; i++)
        {
            if (isDone is not null && isDone[i])
                continue;
            if (threads is not null)
                await threads.SwitchAsync();
            var parse = i < columns.Scores ? slice.Scores[i].ParseIndex : columns.Parses[i - columns.Scores];
            if (parse >= 0 && parsed[parse] is null)
            {
                var (extraction, failure, record) = await parses.RunAsync(slice.Parses[parse], parseIds[parse], context, scope, cancellationToken);
                parsed[parse] = (extraction, failure);
                transforms.Add(record);
            }

            if (i >= columns.Scores)
                continue;
            try
            {
                evaluations.Add(await ScoreAsync(i, parse < 0 ? null : parsed[parse], scored, scope, cancellationToken));
            }
            catch (AnswerMissingException)
            {
                unjudged++;
            }
        }

        return (transforms, evaluations, unjudged);
    }

    private async ValueTask<EvaluationRecord> ScoreAsync(int column, (Extraction Extraction, ErrorCode? Failure)? parsed, MetricContext context, TelemetryScope? scope, CancellationToken cancellationToken)
    {
        var score = slice.Scores[column];
        if (parsed is not { } read)
            return await ObserveAsync(score, 0, metricIds[column], context, scope, cancellationToken);
        var parseId = parseIds[score.ParseIndex];
        if (read.Extraction.Success || (score.ReadsFailures && read.Failure is null))
            return await ObserveAsync(score, parseId, metricIds[column], context with { Parsed = read.Extraction.Value, Extraction = read.Extraction }, scope, cancellationToken);
        var code = read.Failure ?? ErrorCode.ParseFailed;
        var value = code == ErrorCode.ParseFailed ? score.Score.IfUnparsed : null;
        return new EvaluationRecord(parseId, metricIds[column], value, code, read.Extraction.Reason, TimeSpan.Zero);
    }

    /// <summary>Runs one parse with the hooks around it.</summary>
    /// <param name="parse">Which of the plan's parses, from 0.</param>
    /// <param name="context">The output and the item.</param>
    /// <param name="cancellationToken">Stops the parse.</param>
    public ValueTask<(Extraction Extraction, ErrorCode? Failure, TransformRecord Record)> ParseAsync(int parse, ExtractionContext context, CancellationToken cancellationToken) =>
        parses.RunAsync(slice.Parses[parse], parseIds[parse], context, null, cancellationToken);

    /// <summary>Runs one metric, and tells of it where somebody listens.</summary>
    private async ValueTask<EvaluationRecord> ObserveAsync(PlannedScore score, long parseId, long metricId, MetricContext context, TelemetryScope? scope, CancellationToken cancellationToken)
    {
        if (scope is null || telemetry is null)
            return await EvaluateAsync(score, parseId, metricId, context, cancellationToken);
        var trace = telemetry.MetricStarted(scope, score.Name);
        try
        {
            var record = await EvaluateAsync(score, parseId, metricId, context, cancellationToken);
            telemetry.MetricEnded(trace, record.Value, record.Explanation, record.Failure);
            return record;
        }
        catch
        {
            TelemetryPublisher.MetricStopped(trace);
            throw;
        }
    }

    private async ValueTask<EvaluationRecord> EvaluateAsync(PlannedScore score, long parseId, long metricId, MetricContext context, CancellationToken cancellationToken)
    {
        if (score.HasPaidJudge && !maySpend)
            throw new AnswerMissingException($"Metric '{score.Name}' asks a judge that costs money, and this run may not spend.");
        var ticks = time.GetTimestamp();
        try
        {
            var result = hooks.AroundEvaluation ? await EvaluateWithHooksAsync(score, context, cancellationToken) : await score.Evaluate(context, cancellationToken);
            var record = double.IsFinite(result.Value)
                ? new EvaluationRecord(parseId, metricId, result.Value == 0 ? 0 : result.Value, null, result.Explanation, time.GetElapsedTime(ticks))
                : Failed(ErrorCode.MetricFailed, string.Create(CultureInfo.InvariantCulture, $"Metric '{score.Name}' gave {result.Value}, which is no finite number."));
            return result.JudgeCalls.Count == 0 ? record : record with { JudgeCalls = [.. result.JudgeCalls.Select(JudgeCallJson.Of)] };
        }
        catch (Exception exception) when (exception is RunStoppedException or AnswerMissingException || (exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw;
        }
        catch (JudgeException exception)
        {
            return Failed(exception.Code, exception.Problems[0].Message) with { JudgeCalls = [.. exception.Calls.Select(JudgeCallJson.Of)] };
        }
        catch (EngineException exception)
        {
            return Failed(exception.Code, $"Metric '{score.Name}': {exception.Problems[0].Message}");
        }
        catch (AssayException exception) when (exception.Code == ErrorCode.HookFailed)
        {
            return Failed(ErrorCode.HookFailed, exception.Problems[0].Message);
        }
        catch (Exception exception)
        {
            return Failed(ErrorCode.MetricFailed, $"Metric '{score.Name}' threw {exception.GetType().Name}: {Thrown.Message(exception)}");
        }

        EvaluationRecord Failed(ErrorCode code, string message) => new(parseId, metricId, null, code, redactor.Redact(message), time.GetElapsedTime(ticks));
    }

    private async ValueTask<MetricResult> EvaluateWithHooksAsync(PlannedScore score, MetricContext context, CancellationToken cancellationToken)
    {
        var around = new EvaluationHookContext(score.Name, context);
        await hooks.BeforeAsync(around, cancellationToken);
        around.Result = await score.Evaluate(around.Metric, cancellationToken);
        await hooks.AfterAsync(around, cancellationToken);
        return around.Result ?? throw new AssayException(ErrorCode.HookFailed, "A hook after evaluation took the result away; set another result, or leave it.");
    }
}
