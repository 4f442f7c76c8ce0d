namespace Assay.Cli.Figures;

/// <summary>Quantiles of samples, interpolated linearly (type 7 of Hyndman and Fan 1996).</summary>
internal static class Quantile
{
    /// <summary>The quantile of values in ascending order, of which there is at least one.</summary>
    public static double OfSorted(ReadOnlySpan<double> sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        return below + 1 >= sorted.Length ? sorted[^1] : sorted[below] + ((position - below) * (sorted[below + 1] - sorted[below]));
    }
}
