using System.Globalization;
using Assay.Errors;

namespace Assay.Statistics;

/// <summary>The confidence interval of a difference of two paired proportions.</summary>
public static class PairedProportionInterval
{
    private const int Steps = 200;

    /// <summary>
    /// Tango's score interval (Tango 1998, Statistics in Medicine 17(8)): near its level for few items too, and no point where nothing differs.
    /// </summary>
    /// <param name="gained">Items that only the treatment got right; 0 or more.</param>
    /// <param name="lost">Items that only the baseline got right; 0 or more.</param>
    /// <param name="items">All items; at least 1, and at least those that differ.</param>
    /// <param name="level">The interval's coverage; 0.95 by default.</param>
    /// <returns>Of the treatment's share less the baseline's, from -1 to 1.</returns>
    /// <exception cref="AssayException">Counts that cannot be (<see cref="ErrorCode.ComparisonInvalid"/>); a level outside 0 to 1 (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public static ConfidenceInterval Tango(int gained, int lost, int items, double level = 0.95)
    {
        StatisticsInput.RequireOpenUnit(level, nameof(level));
        if (items < 1 || gained < 0 || lost < 0 || (long)gained + lost > items)
            throw StatisticsInput.Invalid(string.Create(CultureInfo.InvariantCulture, $"{gained} gained and {lost} lost of {items}: give at least one item and no more that differ than there are."));
        var z = Quantiles.NormalTwoSided(level);
        return new ConfidenceInterval(-Upper(lost, gained, items, z), Upper(gained, lost, items, z), level);
    }

    /// <summary>The largest difference that the score test does not reject.</summary>
    private static double Upper(int gained, int lost, int items, double z)
    {
        var (low, high) = ((double)(gained - lost) / items, 1.0);
        for (var step = 0; step < Steps && high - low > 0; step++)
        {
            var middle = (low + high) / 2;
            if (middle <= low || middle >= high)
                break;
            if (Score(gained, lost, items, middle) > -z)
                low = middle;
            else
                high = middle;
        }

        return high;
    }

    /// <summary>The score statistic of a difference: the observed one less it, over its standard error under it.</summary>
    private static double Score(int gained, int lost, int items, double difference)
    {
        var n = (double)items;
        var a = 2 * n;
        var b = -gained - lost + (((2 * n) - gained + lost) * difference);
        var c = -lost * difference * (1 - difference);
        var q = (Math.Sqrt(Math.Max(0, (b * b) - (4 * a * c))) - b) / (2 * a);
        var variance = n * ((2 * q) + (difference * (1 - difference)));
        var distance = gained - lost - (n * difference);
        return variance > 0 ? distance / Math.Sqrt(variance) : distance < 0 ? double.NegativeInfinity : 0;
    }
}
