using Assay.Contracts;
using Assay.Errors;
using Microsoft.Extensions.AI.Evaluation;

namespace Assay.Evaluation;

/// <summary>Registers evaluators, and makes evaluators of metrics and judges.</summary>
public static class EvaluatorExtensions
{
    /// <summary>
    /// Registers an evaluator as a judge, and each of its metrics as two: <c>ID.NAME</c>, its value, and <c>ID.NAME.passed</c>, 1 where its
    /// interpretation passes. The name is in lower case with every run of other characters than letters and digits as one <c>_</c>; an evaluator's one
    /// metric that is called as its id is <c>ID</c> and <c>ID.passed</c>. However many of them a benchmark has, the evaluator is asked once for a candidate.
    /// </summary>
    /// <param name="plugins">The registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="evaluator">The evaluator; called concurrently.</param>
    /// <param name="options">How it is asked; the defaults when null.</param>
    /// <exception cref="AssayException">It has no metrics (<see cref="ErrorCode.OptionInvalid"/>), or a judge or metric of such an id is registered here (<see cref="ErrorCode.PluginDuplicate"/>).</exception>
    public static PluginRegistry AddEvaluator(this PluginRegistry plugins, string id, IEvaluator evaluator, EvaluatorOptions? options = null)
    {
        var judge = new EvaluatorJudge(id, evaluator, options ?? new EvaluatorOptions());
        if (judge.Names.Count == 0)
            throw new AssayException(ErrorCode.OptionInvalid, $"The evaluator '{id}' names no metrics; name them in {nameof(EvaluatorOptions)}.{nameof(EvaluatorOptions.Metrics)}.");
        var parts = new List<KeyValuePair<string, Func<Judged<EvaluationResult>, MetricResult>>>();
        foreach (var name in judge.Names)
        {
            var metric = MetricIdOf(id, name);
            parts.Add(new(metric, judged => judge.ScoreOf(judged, name)));
            parts.Add(new($"{metric}.passed", judged => EvaluatorJudge.PassOf(judged, name)));
        }

        return plugins.Add(judge).Add(new JudgedMetricSet<Judged<EvaluationResult>>(
            judge.Version,
            id,
            static async (context, asked, cancellationToken) =>
            {
                var judged = asked is EvaluatorJudge own
                    ? await own.EvaluateAsync(context, cancellationToken)
                    : throw new JudgeException(ErrorCode.PluginFailed, $"The judge '{asked.Id}' is no evaluator; register the evaluator alone under this id.");
                return new Judged<Judged<EvaluationResult>>(judged) { Calls = judged.Calls };
            },
            parts));
    }

    /// <summary>Makes an evaluator of a judge. Models that it asks are asked by the client of the chat configuration.</summary>
    /// <param name="judge">The judge.</param>
    /// <param name="options">What the metric is called and what it reads; the defaults when null.</param>
    public static IEvaluator ToEvaluator(this IJudge judge, AssayEvaluatorOptions? options = null) => new JudgeEvaluator(judge, options ?? new AssayEvaluatorOptions());

    /// <summary>Makes an evaluator of a metric. Models that its judges ask are asked by the client of the chat configuration.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="options">Its settings and judges, what it is called and what it reads; the defaults when null.</param>
    /// <exception cref="SpecValidationException">The settings break a rule.</exception>
    public static IEvaluator ToEvaluator(this IMetric metric, AssayEvaluatorOptions? options = null) => new MetricEvaluator(metric, options ?? new AssayEvaluatorOptions());

    /// <summary>The id of an evaluator's metric, as <see cref="AddEvaluator"/> registers it.</summary>
    /// <param name="id">The evaluator's id.</param>
    /// <param name="name">The metric's name.</param>
    public static string MetricIdOf(string id, string name)
    {
        var words = string.Join('_', new string([.. name.Select(static letter => char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return words == id ? id : $"{id}.{words}";
    }
}
