namespace Assay.Statistics;

/// <summary>A two-sided confidence interval, in the unit of what it is an interval of.</summary>
/// <param name="Lower">The lower bound.</param>
/// <param name="Upper">The upper bound; not below <paramref name="Lower"/>.</param>
/// <param name="Level">The nominal coverage, above 0 and below 1, such as 0.95.</param>
public readonly record struct ConfidenceInterval(double Lower, double Upper, double Level)
{
    /// <summary>The upper less the lower bound.</summary>
    public double Width => Upper - Lower;

    /// <summary>Whether <paramref name="value"/> lies within, bounds included.</summary>
    public bool Contains(double value) => value >= Lower && value <= Upper;
}
