namespace Assay.Statistics;

/// <summary>What the difference of two ratings means.</summary>
public enum MeasurementLevel
{
    /// <summary>Ratings are names: they are the same or not.</summary>
    Nominal,

    /// <summary>Ratings are ranks: what counts is how many ratings lie between.</summary>
    Ordinal,

    /// <summary>Ratings are numbers: what counts is their difference.</summary>
    Interval,

    /// <summary>Ratings are numbers with a true 0, not negative: what counts is their difference relative to their sum.</summary>
    Ratio,
}
