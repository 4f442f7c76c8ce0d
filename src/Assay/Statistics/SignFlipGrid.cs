namespace Assay.Statistics;

/// <summary>
/// Finds the common unit of differences that lie on a grid, as those of means over a few samples do, so that all sign flips can be counted.
/// </summary>
internal static class SignFlipGrid
{
    private const int FinestDivision = 24;
    private const double Noise = 1e-9;

    /// <summary>The differences' magnitudes in whole units, or null when they share no unit or it is too fine to count with.</summary>
    public static int[]? TryFind(ReadOnlySpan<double> signed)
    {
        var least = double.PositiveInfinity;
        var sum = 0.0;
        foreach (var difference in signed)
        {
            least = Math.Min(least, Math.Abs(difference));
            sum += Math.Abs(difference);
        }

        for (var division = 1; division <= FinestDivision; division++)
        {
            var unit = least / division;
            if (!(sum / unit < int.MaxValue) || !SignedSumDistribution.IsTractable(signed.Length, (long)(sum / unit) + 1))
                return null;
            if (TryUnits(signed, unit) is { } weights)
                return weights;
        }

        return null;
    }

    private static int[]? TryUnits(ReadOnlySpan<double> signed, double unit)
    {
        var weights = new int[signed.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            var units = Math.Abs(signed[i]) / unit;
            var whole = Math.Round(units);
            if (Math.Abs(units - whole) > Noise * Math.Max(1, whole))
                return null;
            weights[i] = (int)whole;
        }

        return weights;
    }
}
