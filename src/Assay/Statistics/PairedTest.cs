namespace Assay.Statistics;

/// <summary>Which test a paired comparison makes.</summary>
public enum PairedTest
{
    /// <summary><see cref="WilcoxonSignedRank"/> by <see cref="WilcoxonMethod.Auto"/>: the figures that SciPy's users expect.</summary>
    Wilcoxon,

    /// <summary>
    /// The test that fits the data and holds its level: with clusters <see cref="ClusteredPairedTest.SignFlipped"/>; for scores of
    /// 0 and 1 <see cref="Statistics.McNemar"/>; else <see cref="Statistics.SignFlip"/>, which tests the mean that is reported.
    /// </summary>
    Fitting,

    /// <summary><see cref="WilcoxonSignedRank"/> by <see cref="WilcoxonMethod.Exact"/>; by <see cref="WilcoxonMethod.Normal"/> above 200 items, where the two agree.</summary>
    WilcoxonExact,

    /// <summary><see cref="Statistics.SignFlip"/>, of clusters where there are any.</summary>
    SignFlip,

    /// <summary><see cref="Statistics.McNemar"/>.</summary>
    McNemar,

    /// <summary><see cref="ClusteredPairedTest.StudentT"/>.</summary>
    ClusteredT,
}
