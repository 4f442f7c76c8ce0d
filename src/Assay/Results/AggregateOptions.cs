using Assay.Specs;
using Assay.Statistics;

namespace Assay.Results;

/// <summary>How results are aggregated.</summary>
public sealed record AggregateOptions
{
    /// <summary>The one metric to aggregate, by its name; every metric when null.</summary>
    public string? Metric { get; init; }

    /// <summary>How the samples of one trial become one figure; null, the default, takes each score's own reduction, which is their mean where it names none.</summary>
    public SampleReduction? Reduction { get; init; }

    /// <summary>The intervals' coverage, above 0 and below 1; 0.95 by default.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>What to average over although it is not grouped by: any of <see cref="GroupKind.Model"/>, <see cref="GroupKind.Prompt"/> and <see cref="GroupKind.Params"/>; none by default, so that these are kept apart.</summary>
    public ValueList<GroupKind> Across { get; init; } = [];
}
