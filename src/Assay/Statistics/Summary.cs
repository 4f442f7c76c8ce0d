using Assay.Errors;

namespace Assay.Statistics;

/// <summary>Count, mean and spread of independent values.</summary>
/// <param name="Count">The number of values, at least 1.</param>
/// <param name="Mean">The arithmetic mean, in the values' unit.</param>
/// <param name="StandardDeviation">The sample standard deviation (divisor n − 1); null for one value.</param>
/// <param name="StandardError">Of the mean, s / √n; null for one value.</param>
/// <param name="Interval">Of the mean, by Student's t with n − 1 degrees of freedom; null for one value.</param>
/// <param name="Minimum">The least value.</param>
/// <param name="Maximum">The greatest value.</param>
public sealed record Summary(
    long Count,
    double Mean,
    double? StandardDeviation,
    double? StandardError,
    ConfidenceInterval? Interval,
    double Minimum,
    double Maximum)
{
    /// <summary>Summarises values in one pass.</summary>
    /// <param name="values">At least one finite value.</param>
    /// <param name="level">The interval's coverage; 0.95 by default.</param>
    /// <exception cref="AssayException">No value, or one that is not finite (<see cref="ErrorCode.ComparisonInvalid"/>); a level outside 0 to 1 (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public static Summary Of(ReadOnlySpan<double> values, double level = 0.95)
    {
        var accumulator = new SummaryAccumulator();
        foreach (var value in values)
            accumulator.Add(value);
        return accumulator.ToSummary(level);
    }
}
