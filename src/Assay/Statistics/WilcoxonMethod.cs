namespace Assay.Statistics;

/// <summary>How the signed-rank test finds its p value.</summary>
public enum WilcoxonMethod
{
    /// <summary>
    /// SciPy's rule: <see cref="TieFreeExact"/> for at most 50 differences of which none is 0, else <see cref="Normal"/>.
    /// With few non-zero differences the normal approximation rejects too often: prefer <see cref="Exact"/> for gates.
    /// </summary>
    Auto,

    /// <summary>The exact distribution given the ranks observed, ties and dropped zeros included.</summary>
    Exact,

    /// <summary>The exact distribution of untied ranks, whatever ties there are; the statistic is rounded down towards the centre.</summary>
    TieFreeExact,

    /// <summary>The normal approximation with the tie correction and without a continuity correction.</summary>
    Normal,
}
