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

    /// <summary>What tables call a metric of this score: the score's id when it is the only one, else <c>score/metric</c>.</summary>
    public string NameOf(MetricSpec metric) => Metrics.Count == 1 ? Id : $"{Id}/{metric.Id}";
}
