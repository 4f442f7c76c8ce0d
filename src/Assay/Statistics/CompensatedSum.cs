namespace Assay.Statistics;

/// <summary>
/// A running sum whose rounding error is carried along (Neumaier 1974, ZAMM 54), so that it hardly depends on the order of its terms.
/// </summary>
internal struct CompensatedSum
{
    private double _sum;
    private double _correction;

    /// <summary>The sum so far.</summary>
    public readonly double Value => _sum + _correction;

    /// <summary>The sum of all values.</summary>
    public static double Of(ReadOnlySpan<double> values)
    {
        var sum = new CompensatedSum();
        foreach (var value in values)
            sum.Add(value);
        return sum.Value;
    }

    /// <summary>Adds one term.</summary>
    public void Add(double value)
    {
        var next = _sum + value;
        _correction += Math.Abs(_sum) >= Math.Abs(value) ? _sum - next + value : value - next + _sum;
        _sum = next;
    }

    /// <summary>Adds the terms of another sum.</summary>
    public void Add(CompensatedSum other)
    {
        Add(other._sum);
        _correction += other._correction;
    }

    /// <summary>The sum times a power of two.</summary>
    public readonly CompensatedSum Scaled(double power) =>
        new() { _sum = _sum * power, _correction = _correction * power };

    /// <summary>The quotient with the remainder of its first rounding put back.</summary>
    public readonly double DividedBy(double count)
    {
        var quotient = Value / count;
        return quotient + ((Math.FusedMultiplyAdd(-quotient, count, _sum) + _correction) / count);
    }
}
