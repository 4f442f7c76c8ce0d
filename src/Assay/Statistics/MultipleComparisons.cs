using System.Globalization;
using Assay.Errors;

namespace Assay.Statistics;

/// <summary>Adjusted p values: compare each with α as if it were the only one.</summary>
public static class MultipleComparisons
{
    /// <summary>Adjusts all p values of one family.</summary>
    /// <param name="pValues">From 0 to 1, in any order; may be empty.</param>
    /// <param name="correction">Which procedure.</param>
    /// <returns>The adjusted p values, in the order given.</returns>
    /// <exception cref="AssayException">A value outside 0 to 1 (<see cref="ErrorCode.ComparisonInvalid"/>).</exception>
    public static double[] Adjust(ReadOnlySpan<double> pValues, PValueCorrection correction) => correction switch
    {
        PValueCorrection.Holm => Holm(pValues),
        PValueCorrection.BenjaminiHochberg => BenjaminiHochberg(pValues),
        _ => Checked(pValues),
    };

    /// <summary>Holm's adjusted p values (Holm 1979, Scandinavian Journal of Statistics 6(2)).</summary>
    /// <inheritdoc cref="Adjust" path="/param[@name='pValues']|/returns|/exception"/>
    public static double[] Holm(ReadOnlySpan<double> pValues)
    {
        var adjusted = Checked(pValues);
        var sorted = (double[])adjusted.Clone();
        var order = Order(sorted);
        var largest = 0.0;
        for (var i = 0; i < order.Length; i++)
        {
            largest = Math.Max(largest, Math.Min(1, sorted[i] * (order.Length - i)));
            adjusted[order[i]] = largest;
        }

        return adjusted;
    }

    /// <summary>Benjamini and Hochberg's adjusted p values (1995, JRSS B 57(1)).</summary>
    /// <inheritdoc cref="Adjust" path="/param[@name='pValues']|/returns|/exception"/>
    public static double[] BenjaminiHochberg(ReadOnlySpan<double> pValues)
    {
        var adjusted = Checked(pValues);
        var sorted = (double[])adjusted.Clone();
        var order = Order(sorted);
        var least = 1.0;
        for (var i = order.Length - 1; i >= 0; i--)
        {
            least = Math.Min(least, sorted[i] * order.Length / (i + 1));
            adjusted[order[i]] = least;
        }

        return adjusted;
    }

    /// <summary>Reads the name of a correction: <c>none</c>, <c>holm</c> or <c>bh</c>.</summary>
    /// <param name="name">The name, in lower case.</param>
    /// <exception cref="AssayException">Any other name (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public static PValueCorrection Parse(string name) => name switch
    {
        "none" => PValueCorrection.None,
        "holm" => PValueCorrection.Holm,
        "bh" => PValueCorrection.BenjaminiHochberg,
        _ => throw StatisticsInput.Option($"'{name}' is no p value correction: use none, holm or bh."),
    };

    private static double[] Checked(ReadOnlySpan<double> pValues)
    {
        for (var i = 0; i < pValues.Length; i++)
            if (!(pValues[i] is >= 0 and <= 1))
                throw StatisticsInput.Invalid(string.Create(CultureInfo.InvariantCulture, $"pValues[{i}] is {pValues[i]}: a p value lies from 0 to 1."));
        return pValues.ToArray();
    }

    private static int[] Order(double[] sorted)
    {
        var order = new int[sorted.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(sorted, order);
        return order;
    }
}
