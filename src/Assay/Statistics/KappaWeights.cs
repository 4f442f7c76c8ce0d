namespace Assay.Statistics;

/// <summary>How much two different ordered categories still agree.</summary>
public enum KappaWeights
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>1 less their distance over the greatest distance.</summary>
    Linear,

    /// <summary>1 less the square of their distance over the greatest distance.</summary>
    Quadratic,
}
