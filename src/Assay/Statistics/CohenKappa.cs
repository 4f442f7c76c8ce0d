using System.Globalization;
using Assay.Errors;

namespace Assay.Statistics;

/// <summary>Cohen's kappa: two raters who each rate every item (Cohen 1960, Educational and Psychological Measurement 20(1); weighted: Cohen 1968, Psychological Bulletin 70(4)).</summary>
public static class CohenKappa
{
    /// <summary>Agreement on unordered labels.</summary>
    /// <typeparam name="TLabel">What raters say; compared by its default equality.</typeparam>
    /// <param name="first">The first rater's label of each item; at least one.</param>
    /// <param name="second">The second rater's labels, in the same order.</param>
    /// <exception cref="AssayException">No items or unequal lengths (<see cref="ErrorCode.ComparisonInvalid"/>).</exception>
    public static KappaResult Of<TLabel>(ReadOnlySpan<TLabel> first, ReadOnlySpan<TLabel> second)
        where TLabel : notnull
    {
        StatisticsInput.RequirePairs(first.Length, second.Length, nameof(first), nameof(second));
        var categories = new Dictionary<TLabel, int>();
        var firstCategories = new int[first.Length];
        var secondCategories = new int[first.Length];
        for (var i = 0; i < first.Length; i++)
        {
            firstCategories[i] = IndexOf(categories, first[i]);
            secondCategories[i] = IndexOf(categories, second[i]);
        }

        return Weighted(firstCategories, secondCategories, Math.Max(1, categories.Count), KappaWeights.None);
    }

    /// <summary>Agreement on ordered categories.</summary>
    /// <param name="first">The first rater's category of each item, from 0; at least one.</param>
    /// <param name="second">The second rater's categories, in the same order.</param>
    /// <param name="categories">The number of categories, used or not.</param>
    /// <param name="weights">How much different categories agree.</param>
    /// <exception cref="AssayException">No items, unequal lengths, or a category out of range (<see cref="ErrorCode.ComparisonInvalid"/>).</exception>
    public static KappaResult Weighted(ReadOnlySpan<int> first, ReadOnlySpan<int> second, int categories, KappaWeights weights)
    {
        StatisticsInput.RequirePairs(first.Length, second.Length, nameof(first), nameof(second));
        if (first.IsEmpty)
            throw StatisticsInput.Invalid("first holds no labels: agreement needs at least one item.");
        var firstCounts = new double[Math.Max(1, categories)];
        var secondCounts = new double[firstCounts.Length];
        var observed = 0.0;
        for (var i = 0; i < first.Length; i++)
        {
            if ((uint)first[i] >= (uint)firstCounts.Length || (uint)second[i] >= (uint)firstCounts.Length)
                throw StatisticsInput.Invalid(string.Create(CultureInfo.InvariantCulture, $"Item {i} is rated {first[i]} and {second[i]}: categories lie from 0 to {firstCounts.Length - 1}."));
            firstCounts[first[i]]++;
            secondCounts[second[i]]++;
            observed += Weight(first[i], second[i], firstCounts.Length, weights);
        }

        var expected = 0.0;
        for (var i = 0; i < firstCounts.Length; i++)
            for (var j = 0; j < firstCounts.Length; j++)
                expected += firstCounts[i] * secondCounts[j] * Weight(i, j, firstCounts.Length, weights);
        return KappaResult.Of(observed / first.Length, expected / first.Length / first.Length, first.Length);
    }

    private static int IndexOf<TLabel>(Dictionary<TLabel, int> categories, TLabel label)
        where TLabel : notnull
    {
        if (!categories.TryGetValue(label, out var index))
            categories.Add(label, index = categories.Count);
        return index;
    }

    private static double Weight(int first, int second, int categories, KappaWeights weights)
    {
        if (first == second)
            return 1;
        var distance = (double)Math.Abs(first - second) / (categories - 1);
        return weights switch
        {
            KappaWeights.Linear => 1 - distance,
            KappaWeights.Quadratic => 1 - (distance * distance),
            _ => 0,
        };
    }
}
