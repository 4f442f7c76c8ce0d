using System.Globalization;
using Assay.Contracts;
using Assay.Errors;
using Microsoft.Extensions.AI.Evaluation;

namespace Assay.Evaluation;

/// <summary>Makes an evaluator's result of what a metric or judge found, or of why it found nothing.</summary>
internal static class Found
{
    /// <summary>The result of a finding, or of its failure.</summary>
    /// <param name="name">What the metric is called.</param>
    /// <param name="options">Says what a score means.</param>
    /// <param name="find">Finds.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async ValueTask<EvaluationResult> ByAsync(string name, AssayEvaluatorOptions options, Func<ValueTask<MetricResult>> find, CancellationToken cancellationToken)
    {
        var metric = new NumericMetric(name);
        try
        {
            var found = await find();
            if (double.IsFinite(found.Value))
            {
                metric.Value = found.Value;
                metric.Reason = found.Explanation;
                metric.Interpretation = options.Interpret?.Invoke(found.Value);
            }
            else
            {
                metric.AddDiagnostics(EvaluationDiagnostic.Error(string.Create(CultureInfo.InvariantCulture, $"{ErrorCode.MetricFailed}: The score is {found.Value}, which is no finite number.")));
            }

            AddCalls(metric, found.JudgeCalls);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            metric.AddDiagnostics(EvaluationDiagnostic.Error(exception is AssayException known ? $"{known.Code}: {known.Problems[0].Message}" : $"{ErrorCode.MetricFailed}: {exception.GetType().Name}: {exception.Message}"));
            AddCalls(metric, (exception as JudgeException)?.Calls ?? []);
        }

        return new EvaluationResult(metric);
    }

    private static void AddCalls(NumericMetric metric, Specs.ValueList<JudgeCall> calls)
    {
        if (calls.Count == 0)
            return;
        metric.AddOrUpdateMetadata("judge_calls", calls.Count.ToString(CultureInfo.InvariantCulture));
        metric.AddOrUpdateMetadata("judge_input_tokens", calls.Sum(static call => (long)(call.InputTokens ?? 0)).ToString(CultureInfo.InvariantCulture));
        metric.AddOrUpdateMetadata("judge_output_tokens", calls.Sum(static call => (long)(call.OutputTokens ?? 0)).ToString(CultureInfo.InvariantCulture));
    }
}
