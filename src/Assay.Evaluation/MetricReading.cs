using System.Globalization;
using Assay.Contracts;
using Assay.Errors;
using Microsoft.Extensions.AI.Evaluation;

namespace Assay.Evaluation;

/// <summary>
/// Reads an evaluator's metric as a score. A number is itself, a boolean 1 or 0, a word what <see cref="EvaluatorOptions.Words"/> say or else
/// its rating: 0 for unacceptable, 0.25 for poor, 0.5 for average, 0.75 for good and 1 for exceptional. A metric with an error among its
/// diagnostics, or without a value, is a failure: it never passes for a score.
/// </summary>
public static class MetricReading
{
    /// <summary>The score.</summary>
    /// <param name="result">What the evaluator gave.</param>
    /// <param name="name">The metric's name.</param>
    /// <param name="words">The scores of words.</param>
    /// <exception cref="JudgeException"><see cref="ErrorCode.MetricFailed"/>: there is no score.</exception>
    public static MetricResult ScoreOf(EvaluationResult result, string name, IReadOnlyDictionary<string, double> words)
    {
        var metric = Find(result, name);
        double? value = metric switch
        {
            NumericMetric number => number.Value,
            BooleanMetric truth => truth.Value switch { true => 1, false => 0, null => null },
            StringMetric { Value: { } word } => words.TryGetValue(word, out var score) ? score : OfRating(metric.Interpretation?.Rating),
            _ => OfRating(metric.Interpretation?.Rating),
        };
        return value is { } found && double.IsFinite(found)
            ? new MetricResult(found, Explain(metric))
            : throw Failed(metric, metric is StringMetric { Value: { } said } ? $"it says '{said}', which has no score: give one among the words" : "it has no value");
    }

    /// <summary>1 where the evaluator's interpretation is that the output passes, 0 where it is that it fails.</summary>
    /// <param name="result">What the evaluator gave.</param>
    /// <param name="name">The metric's name.</param>
    /// <exception cref="JudgeException"><see cref="ErrorCode.MetricFailed"/>: there is no interpretation.</exception>
    public static MetricResult PassOf(EvaluationResult result, string name)
    {
        var metric = Find(result, name);
        return metric.Interpretation is { Rating: not EvaluationRating.Inconclusive } read
            ? new MetricResult(read.Failed ? 0 : 1, Explain(metric))
            : throw Failed(metric, "its evaluator does not say whether that passes");
    }

    private static EvaluationMetric Find(EvaluationResult result, string name)
    {
        if (!result.Metrics.TryGetValue(name, out var metric))
            throw new JudgeException(ErrorCode.MetricFailed, $"The evaluator gave no metric '{name}'{(result.Metrics.Count == 0 ? " and no other" : $"; it gave {string.Join(", ", result.Metrics.Keys.Order(StringComparer.Ordinal))}")}.");
        return metric.Diagnostics?.FirstOrDefault(static one => one.Severity == EvaluationDiagnosticSeverity.Error) is { } error
            ? throw Failed(metric, error.Message)
            : metric;
    }

    private static JudgeException Failed(EvaluationMetric metric, string why)
    {
        var notes = Notes(metric);
        return new JudgeException(ErrorCode.MetricFailed, $"The evaluator's metric '{metric.Name}' has no score: {why.TrimEnd('.')}.{(notes.Length == 0 || notes.Contains(why, StringComparison.Ordinal) ? "" : $" {notes}")}");
    }

    /// <summary>Why, as the evaluator says it: the reason, the interpretation and the diagnostics.</summary>
    private static string? Explain(EvaluationMetric metric)
    {
        var parts = new List<string>();
        if (!string.IsNullOrWhiteSpace(metric.Reason))
            parts.Add(metric.Reason);
        if (metric.Interpretation is { } read)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{read.Rating}{(read.Failed ? ", failed" : "")}{(string.IsNullOrWhiteSpace(read.Reason) ? "" : $": {read.Reason}")}"));
        if (Notes(metric) is { Length: > 0 } notes)
            parts.Add(notes);
        return parts.Count == 0 ? null : string.Join(' ', parts);
    }

    private static string Notes(EvaluationMetric metric) =>
        string.Join(' ', (metric.Diagnostics ?? []).Select(static one => $"{one.Severity}: {one.Message}"));

    private static double? OfRating(EvaluationRating? rating) => rating switch
    {
        EvaluationRating.Unacceptable => 0,
        EvaluationRating.Poor => 0.25,
        EvaluationRating.Average => 0.5,
        EvaluationRating.Good => 0.75,
        EvaluationRating.Exceptional => 1,
        _ => null,
    };
}
