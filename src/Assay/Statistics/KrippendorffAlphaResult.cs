namespace Assay.Statistics;

/// <summary>Krippendorff's alpha.</summary>
/// <param name="Value">1 for full agreement, 0 for what chance gives, below 0 for less; null when all ratings are the same, so that chance gives no disagreement.</param>
/// <param name="ObservedDisagreement">The mean squared difference of ratings within units.</param>
/// <param name="ExpectedDisagreement">The mean squared difference of ratings across units.</param>
/// <param name="Units">The number of units with at least two ratings.</param>
/// <param name="Ratings">The number of ratings in those units.</param>
public sealed record KrippendorffAlphaResult(
    double? Value,
    double ObservedDisagreement,
    double ExpectedDisagreement,
    int Units,
    int Ratings);
