namespace Assay.Statistics;

/// <summary>Agreement between raters, corrected for chance.</summary>
/// <param name="Value">1 for full agreement, 0 for what chance gives, below 0 for less; null when chance alone explains full agreement, since every rating is the same.</param>
/// <param name="Observed">The observed agreement, from 0 to 1.</param>
/// <param name="Expected">The agreement that chance gives, from 0 to 1.</param>
/// <param name="Items">The number of items rated.</param>
public sealed record KappaResult(double? Value, double Observed, double Expected, int Items)
{
    internal static KappaResult Of(double observed, double expected, int items) =>
        new(expected >= 1 ? null : (observed - expected) / (1 - expected), observed, expected, items);
}
