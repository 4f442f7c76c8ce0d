using Assay.Errors;

namespace Assay.Statistics;

/// <summary>
/// Krippendorff's alpha: any number of raters, missing ratings allowed
/// (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, University of Pennsylvania).
/// </summary>
public static class KrippendorffAlpha
{
    /// <summary>Agreement on values.</summary>
    /// <param name="units">For each unit its ratings in any order, null where one is missing; units with fewer than two do not count. Number the labels when they are names.</param>
    /// <param name="level">What the difference of two ratings means.</param>
    /// <exception cref="AssayException">No unit with two ratings, a rating that is not finite, or a negative one at ratio level (<see cref="ErrorCode.ComparisonInvalid"/>).</exception>
    public static KrippendorffAlphaResult Of(IReadOnlyList<IReadOnlyList<double?>> units, MeasurementLevel level)
    {
        var rated = units
            .Select(static unit => unit.OfType<double>().ToArray())
            .Where(static unit => unit.Length > 1)
            .ToArray();
        if (rated.Length == 0)
            throw StatisticsInput.Invalid("No unit has two ratings: agreement needs at least one that has.");
        var all = rated.SelectMany(static unit => unit).ToArray();
        StatisticsInput.RequireSample(all, "ratings");
        if (level == MeasurementLevel.Ratio && all.Any(static rating => rating < 0))
            throw StatisticsInput.Invalid("A rating is negative: the ratio level has a true 0, so use the interval level.");

        var values = all.Distinct().Order().ToArray();
        var counts = values.Select(value => (double)all.Count(rating => rating == value)).ToArray();
        var distance = Distances(values, counts, level);
        var observed = 0.0;
        foreach (var unit in rated)
        {
            var indexes = unit.Select(rating => Array.BinarySearch(values, rating)).ToArray();
            observed += indexes.Sum(first => indexes.Sum(second => distance(first, second))) / (unit.Length - 1);
        }

        var expected = 0.0;
        for (var first = 0; first < values.Length; first++)
            for (var second = 0; second < values.Length; second++)
                expected += counts[first] * counts[second] * distance(first, second);
        observed /= all.Length;
        expected /= (double)all.Length * (all.Length - 1);
        return new KrippendorffAlphaResult(expected == 0 ? null : 1 - (observed / expected), observed, expected, rated.Length, all.Length);
    }

    private static Func<int, int, double> Distances(double[] values, double[] counts, MeasurementLevel level)
    {
        var cumulative = new double[counts.Length];
        for (var i = 1; i < counts.Length; i++)
            cumulative[i] = cumulative[i - 1] + ((counts[i - 1] + counts[i]) / 2);
        return level switch
        {
            MeasurementLevel.Ordinal => (first, second) => Square(cumulative[first] - cumulative[second]),
            MeasurementLevel.Interval => (first, second) => Square(values[first] - values[second]),
            MeasurementLevel.Ratio => (first, second) => first == second ? 0 : Square((values[first] - values[second]) / (values[first] + values[second])),
            _ => (first, second) => first == second ? 0 : 1,
        };
    }

    private static double Square(double value) => value * value;
}
