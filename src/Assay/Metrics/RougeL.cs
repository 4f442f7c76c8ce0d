namespace Assay.Metrics;

/// <summary>ROUGE-L at the level of the whole text (Lin, 2004, section 3.1).</summary>
internal static class RougeL
{
    /// <summary>
    /// With L the length of the longest common subsequence of words, P = L / actual and R = L / expected: the measure
    /// (1 + β²) P R / (R + β² P). 1 when both texts have no words, 0 when one has none.
    /// </summary>
    public static double Score(IReadOnlyList<string> actual, IReadOnlyList<string> expected, double beta)
    {
        if (actual.Count == 0 || expected.Count == 0)
            return actual.Count == expected.Count ? 1 : 0;
        var common = (double)CommonSubsequence(actual, expected);
        if (common == 0)
            return 0;
        var precision = common / actual.Count;
        var recall = common / expected.Count;
        var weight = beta * beta;
        return (1 + weight) * precision * recall / (recall + (weight * precision));
    }

    private static int CommonSubsequence(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        var row = new int[b.Count + 1];
        foreach (var word in a)
        {
            var diagonal = 0;
            for (var j = 1; j <= b.Count; j++)
            {
                var above = row[j];
                row[j] = word == b[j - 1] ? diagonal + 1 : Math.Max(above, row[j - 1]);
                diagonal = above;
            }
        }

        return row[^1];
    }
}
