using Assay.Results;
using Assay.Specs;
using Assay.Statistics;

namespace Assay.Reporting;

/// <summary>What artifacts hold.</summary>
public sealed record ArtifactOptions
{
    /// <summary>Whether <c>results.jsonl</c> holds outputs' texts; true by default.</summary>
    public bool IncludeOutputs { get; init; } = true;

    /// <summary>By what the summary is grouped, besides what must be told apart; slices and models by default.</summary>
    public ValueList<GroupKey> GroupBy { get; init; } = [GroupKind.Slice, GroupKind.Model];

    /// <summary>How the samples of one trial become one figure; null, the default, takes each score's own reduction, which is their mean where it names none.</summary>
    public SampleReduction? Reduction { get; init; }

    /// <summary>The intervals' coverage, above 0 and below 1; 0.95 by default.</summary>
    public double Level { get; init; } = 0.95;
}
