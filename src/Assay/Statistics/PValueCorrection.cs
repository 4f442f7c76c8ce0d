namespace Assay.Statistics;

/// <summary>How p values of one family of comparisons are adjusted.</summary>
public enum PValueCorrection
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Holm's step-down procedure: holds the chance of any false rejection.</summary>
    Holm,

    /// <summary>Benjamini and Hochberg's step-up procedure: holds the expected share of false rejections.</summary>
    BenjaminiHochberg,
}
