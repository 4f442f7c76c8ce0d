using Assay.Statistics;

namespace Assay.Specs;

/// <summary>Metrics computed on one parse, or on the output itself.</summary>
/// <param name="Id">Unique within the benchmark.</param>
/// <param name="Metrics">At least one.</param>
public sealed record ScoreSpec(string Id, ValueList<MetricSpec> Metrics)
{
    /// <summary>The parse whose value the metrics read; null gives them the output alone.</summary>
    public string? Parse { get; init; }

    /// <summary>Whether a larger value is better; true by default.</summary>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>The score of an output whose parse failed, so that an unreadable answer counts; null leaves it unscored and counted as failed.</summary>
    public double? IfUnparsed { get; init; }

    /// <summary>What its metrics look at: one candidate by default, or the whole slice, then by metrics that are registered as <see cref="Contracts.ISliceMetric"/>.</summary>
    public ScoreScope Scope { get; init; }

    /// <summary>How the samples of one item become one score: <c>mean</c>, <c>max</c>, <c>majority</c> or <c>pass@k</c>, see <see cref="SampleReduction"/>; null is the mean. A score of whole slices is computed once for each sample, and these are reduced. Samples are scored alike whatever it is.</summary>
    public string? Reduction { get; init; }

    /// <summary>The reduction; the mean where none is named.</summary>
    internal SampleReduction Reducer => SampleReduction.TryParse(Reduction, out var reduction) ? reduction : SampleReduction.Mean;

    /// <summary>What tables call a metric of this score: the score's id when it is the only one, else <c>score/metric</c>; a metric whose id begins with the score's and a slash keeps its id.</summary>
    public string NameOf(MetricSpec metric) => Metrics.Count == 1 ? Id : PathOf(metric);

    /// <summary>What a gate on one metric of this score names: <c>score/metric</c>, also where it is the only one.</summary>
    internal string PathOf(MetricSpec metric) => metric.Id.StartsWith(Id + "/", StringComparison.Ordinal) ? metric.Id : $"{Id}/{metric.Id}";
}
