using Assay.Errors;

namespace Assay.Statistics;

/// <summary>
/// Summarises a stream of values in one pass and constant memory. The mean is a compensated sum
/// (Neumaier 1974, ZAMM 54) over the count; squared deviations follow Welford (1962, Technometrics 4(3)),
/// merged as in Chan, Golub and LeVeque (1983, The American Statistician 37(3)). Values whose squares would overflow are
/// held scaled by a power of two. Not safe for use from several threads at once: give each its own and merge.
/// </summary>
public sealed class SummaryAccumulator
{
    private const double Large = 3.2733906078961419e150; // 2^500
    private const double Shrink = 2.7782640222896419e-163; // 2^-540

    private CompensatedSum _sum;
    private double _mean;
    private double _squares;
    private double _scale = 1;
    private double _minimum = double.PositiveInfinity;
    private double _maximum = double.NegativeInfinity;

    /// <summary>How many values have been added.</summary>
    public long Count { get; private set; }

    /// <summary>The mean of at least one value.</summary>
    internal double Mean => Math.Clamp(_sum.DividedBy(Count) / _scale, _minimum, _maximum);

    /// <summary>Adds one value.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="AssayException"><paramref name="value"/> is not finite (<see cref="ErrorCode.ComparisonInvalid"/>).</exception>
    public void Add(double value)
    {
        StatisticsInput.RequireFinite(value, "values", Count);
        if (Math.Abs(value) >= Large)
            ShrinkOnce();
        var scaled = value * _scale;
        Count++;
        _sum.Add(scaled);
        var delta = scaled - _mean;
        _mean += delta / Count;
        _squares += delta * (scaled - _mean);
        _minimum = Math.Min(_minimum, value);
        _maximum = Math.Max(_maximum, value);
    }

    /// <summary>Adds all values of another accumulator, which stays as it is.</summary>
    /// <param name="other">Any accumulator, empty or not.</param>
    public void Merge(SummaryAccumulator other)
    {
        if (other.Count == 0)
            return;
        if (other._scale < _scale)
            ShrinkOnce();
        var factor = _scale / other._scale;
        var total = Count + other.Count;
        var delta = (other._mean * factor) - _mean;
        _squares += (other._squares * factor * factor) + (delta * delta * ((double)Count / total) * other.Count);
        _mean += delta * ((double)other.Count / total);
        _sum.Add(other._sum.Scaled(factor));
        Count = total;
        _minimum = Math.Min(_minimum, other._minimum);
        _maximum = Math.Max(_maximum, other._maximum);
    }

    /// <summary>The summary of the values so far.</summary>
    /// <param name="level">The interval's coverage; 0.95 by default.</param>
    /// <exception cref="AssayException">Nothing was added (<see cref="ErrorCode.ComparisonInvalid"/>); a level outside 0 to 1 (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public Summary ToSummary(double level = 0.95)
    {
        StatisticsInput.RequireOpenUnit(level, nameof(level));
        if (Count == 0)
            throw StatisticsInput.Invalid("values holds no values: a statistic needs at least one.");
        if (Count == 1)
            return new Summary(1, Mean, null, null, null, _minimum, _maximum);
        var deviation = Math.Sqrt(_squares / (Count - 1)) / _scale;
        var error = deviation / Math.Sqrt(Count);
        return new Summary(Count, Mean, deviation, error, Quantiles.StudentInterval(Mean, error, Count - 1, level), _minimum, _maximum);
    }

    private void ShrinkOnce()
    {
        if (_scale < 1)
            return;
        _scale = Shrink;
        _sum = _sum.Scaled(Shrink);
        _mean *= Shrink;
        _squares *= Shrink * Shrink;
    }
}
