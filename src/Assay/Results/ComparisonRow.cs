using Assay.Specs;
using Assay.Statistics;

namespace Assay.Results;

/// <summary>One comparison: a treatment and a baseline over the items that both have scored.</summary>
/// <param name="Keys">The group's values, aligned with <see cref="ComparisonTable.Keys"/>.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Baseline">What is compared with: a model's id, a prompt variant's, a set of params, or a run's short id.</param>
/// <param name="Treatment">What is compared.</param>
public sealed record ComparisonRow(ValueList<string> Keys, string Metric, string Baseline, string Treatment)
{
    /// <summary>How many items both have scored; with models, prompts or params pooled, how many items times ways of asking.</summary>
    public int Pairs { get; init; }

    /// <summary>Items that the baseline alone has scored, because the treatment failed or lacks them.</summary>
    public int BaselineOnly { get; init; }

    /// <summary>Items that the treatment alone has scored, because the baseline failed or lacks them.</summary>
    public int TreatmentOnly { get; init; }

    /// <summary>Items of both that neither has scored.</summary>
    public int Neither { get; init; }

    /// <summary>How many pairs the treatment scores higher, and lower, in the metric's own direction: more is not always better.</summary>
    public (int Higher, int Lower) Moved { get; init; }

    /// <summary>How many clusters the pairs lie in; null where items are independent.</summary>
    public int? Clusters { get; init; }

    /// <summary>The baseline's mean over the pairs; null without pairs.</summary>
    public double? BaselineMean { get; init; }

    /// <summary>The treatment's mean over the pairs; null without pairs.</summary>
    public double? TreatmentMean { get; init; }

    /// <summary>The effect: the mean of treatment minus baseline, in the metric's unit; null without pairs.</summary>
    public double? Delta { get; init; }

    /// <summary>Of <see cref="Delta"/>: a BCa bootstrap, or with clusters a t interval; null without pairs or with one cluster.</summary>
    public ConfidenceInterval? Interval { get; init; }

    /// <summary>Two-sided, not adjusted; null without pairs.</summary>
    public double? PValue { get; init; }

    /// <summary>Adjusted over all comparisons of the call; null without pairs.</summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>How the figures were found, see <see cref="PairedComparisonResult.Method"/>; <c>no_pairs</c> without pairs.</summary>
    public string Method { get; init; } = "no_pairs";

    /// <summary>Whether a larger value of the metric is better.</summary>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>The effect with its sign turned so that more is better; null without pairs.</summary>
    public double? Gain => HigherIsBetter ? Delta : -Delta;
}
