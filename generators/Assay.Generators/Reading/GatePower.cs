namespace Assay.Generators.Reading;

/// <summary>How many items a paired test of right and wrong needs at best: where nothing but the change itself differs (Connor 1987, Biometrics 43(1)).</summary>
internal static class GatePower
{
    private const double Wanted = 0.8416212335729143; // the normal quantile of a power of 0.8

    /// <summary>The least number of items, times samples, that show an effect with a chance of 80 %.</summary>
    /// <param name="effect">The change of the share; above 0 and at most 1.</param>
    /// <param name="alpha">The two-sided level.</param>
    public static double ItemsFor(double effect, double alpha)
    {
        var root = (Critical(alpha) * Math.Sqrt(effect)) + (Wanted * Math.Sqrt(effect - (effect * effect)));
        var items = Math.Ceiling(root * root / (effect * effect));
        var differing = 1;
        while (Math.Pow(2, 1 - differing) > alpha)
            differing++;
        return Math.Max(items, Math.Ceiling(differing / effect));
    }

    /// <summary>The least effect, to two digits, that as many items show with a chance of 80 %; null where they show none.</summary>
    public static double? EffectFor(double items, double alpha)
    {
        for (var step = 1; step < 100; step++)
        {
            if (ItemsFor(step / 100.0, alpha) <= items)
                return step / 100.0;
        }

        return null;
    }

    /// <summary>The chance, in whole per cent, that as many items show an effect.</summary>
    public static int ChanceOf(double items, double effect, double alpha)
    {
        var deviation = Math.Sqrt(Math.Max(effect - (effect * effect), 1e-9));
        var z = ((effect * Math.Sqrt(items)) - (Critical(alpha) * Math.Sqrt(effect))) / deviation;
        return (int)Math.Round(100 * Cumulative(z));
    }

    /// <summary>The normal quantile that leaves half of alpha above it, by bisection.</summary>
    private static double Critical(double alpha)
    {
        var (low, high) = (0.0, 10.0);
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            if (1 - Cumulative(middle) > alpha / 2)
                low = middle;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>The normal distribution function (Abramowitz and Stegun 1964, 26.2.17; its error is below 10⁻⁷).</summary>
    private static double Cumulative(double z)
    {
        var t = 1 / (1 + (0.2316419 * Math.Abs(z)));
        var tail = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI)
            * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return z >= 0 ? 1 - tail : tail;
    }
}
