namespace Assay.Metrics;

/// <summary>How far two collections agree.</summary>
internal static class Overlap
{
    /// <summary>
    /// The harmonic mean of precision and recall over the words, each counted as often as it occurs, as in SQuAD's
    /// evaluation (Rajpurkar et al., 2016, script of version 2.0): 1 when both are empty, 0 when one is.
    /// </summary>
    public static double Tokens(IReadOnlyList<string> actual, IReadOnlyList<string> expected)
    {
        var left = expected.CountBy(word => word).ToDictionary(StringComparer.Ordinal);
        var common = 0;
        foreach (var word in actual)
        {
            if (left.GetValueOrDefault(word) == 0)
                continue;
            left[word]--;
            common++;
        }

        return F1(common, actual.Count, expected.Count);
    }

    /// <summary>The harmonic mean of precision and recall over the distinct entries: 1 when both are empty, 0 when one is.</summary>
    public static double Sets(IEnumerable<string> actual, IEnumerable<string> expected)
    {
        var given = actual.ToHashSet(StringComparer.Ordinal);
        var right = expected.ToHashSet(StringComparer.Ordinal);
        return F1(given.Count(right.Contains), given.Count, right.Count);
    }

    private static double F1(int common, int actual, int expected) =>
        actual == 0 && expected == 0 ? 1 : common == 0 ? 0 : 2.0 * common / (actual + expected);
}
