namespace Assay.Statistics;

/// <summary>A treatment compared with a baseline over the same items.</summary>
/// <param name="Count">The number of pairs, at least 1.</param>
/// <param name="Clusters">The number of clusters; null where there are none.</param>
/// <param name="BaselineMean">The baseline's mean score.</param>
/// <param name="TreatmentMean">The treatment's mean score.</param>
/// <param name="Delta">The mean of treatment minus baseline.</param>
/// <param name="PValue">Two-sided, from 0 to 1, not adjusted.</param>
/// <param name="Interval">
/// Of <paramref name="Delta"/>: a BCa bootstrap, or with clusters the t interval of <see cref="ClusteredMean"/>; a point where all differences are equal; null with one cluster.
/// </param>
/// <param name="Method">
/// How the figures were found: <c>exact_zero_variance</c> (no item differs), <c>exact_constant_difference</c> (all items differ by the same; p counts sign flips),
/// <c>bootstrap_BCa_</c> or <c>clustered_t_interval_</c> followed by the test: <c>wilcoxon</c>, <c>wilcoxon_exact</c>, <c>wilcoxon_normal</c>, <c>mcnemar_exact</c>, <c>sign_flip_exact</c>, <c>sign_flip_resampled</c>, <c>t</c>.
/// </param>
public sealed record PairedComparisonResult(
    int Count,
    int? Clusters,
    double BaselineMean,
    double TreatmentMean,
    double Delta,
    double PValue,
    ConfidenceInterval? Interval,
    string Method);
