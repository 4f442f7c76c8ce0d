namespace Assay.Contracts;

/// <summary>What a hook around a metric sees and may change.</summary>
/// <param name="score">What tables call the metric, such as <c>accuracy</c> or <c>quality/rouge_l</c>.</param>
/// <param name="metric">What the metric is about to read.</param>
public sealed class EvaluationHookContext(string score, MetricContext metric)
{
    /// <summary>What tables call the metric.</summary>
    public string Score { get; } = score;

    /// <summary>What the metric reads. Set before evaluation to have it read something else.</summary>
    public MetricContext Metric { get; set; } = metric;

    /// <summary>What the metric found; null before evaluation. Set after evaluation to record something else.</summary>
    public MetricResult? Result { get; set; }
}
