using System.Globalization;
using Assay.Errors;

namespace Assay.Statistics;

/// <summary>Fleiss' kappa: any raters, the same number for each item (Fleiss 1971, Psychological Bulletin 76(5)).</summary>
public static class FleissKappa
{
    /// <summary>Agreement on unordered labels.</summary>
    /// <param name="counts">For each item, how many raters chose each category; every row has the same number of categories and the same sum, at least 2.</param>
    /// <exception cref="AssayException">No items, a negative count, rows of unequal length or sum, or fewer than two ratings per item (<see cref="ErrorCode.ComparisonInvalid"/>).</exception>
    public static KappaResult Of(IReadOnlyList<IReadOnlyList<int>> counts)
    {
        if (counts.Count == 0)
            throw StatisticsInput.Invalid("counts holds no items: agreement needs at least one.");
        var raters = counts[0].Sum();
        var totals = new double[counts[0].Count];
        var observed = 0.0;
        for (var item = 0; item < counts.Count; item++)
        {
            var row = counts[item];
            if (row.Count != totals.Length || row.Any(static count => count < 0) || row.Sum() != raters || raters < 2)
                throw StatisticsInput.Invalid(string.Create(CultureInfo.InvariantCulture, $"counts[{item}] does not rate like the others: give each item {totals.Length} categories and the same number of ratings, at least 2; with missing ratings use Krippendorff's alpha."));
            var agreeing = 0.0;
            for (var category = 0; category < totals.Length; category++)
            {
                totals[category] += row[category];
                agreeing += (double)row[category] * (row[category] - 1);
            }

            observed += agreeing / ((double)raters * (raters - 1));
        }

        var ratings = (double)raters * counts.Count;
        var expected = totals.Sum(total => total / ratings * (total / ratings));
        return KappaResult.Of(observed / counts.Count, expected, counts.Count);
    }
}
