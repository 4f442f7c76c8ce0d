namespace Assay.Metrics;

/// <summary>How many of the expected calls were made.</summary>
internal static class CallMatching
{
    /// <summary>The most that can be paired in order: the longest common subsequence.</summary>
    /// <param name="expected">How many are expected.</param>
    /// <param name="actual">How many were made.</param>
    /// <param name="fits">Whether an expected one and one that was made are a pair.</param>
    public static int InOrder(int expected, int actual, Func<int, int, bool> fits)
    {
        var best = new int[actual + 1];
        for (var i = 0; i < expected; i++)
        {
            var diagonal = 0;
            for (var j = 0; j < actual; j++)
            {
                var above = best[j + 1];
                best[j + 1] = fits(i, j) ? diagonal + 1 : Math.Max(above, best[j]);
                diagonal = above;
            }
        }

        return best[actual];
    }

    /// <summary>The most that can be paired in any order: a maximum matching, by augmenting paths (Kuhn, 1955).</summary>
    /// <inheritdoc cref="InOrder"/>
    public static int InAnyOrder(int expected, int actual, Func<int, int, bool> fits)
    {
        var pairOf = new int[actual];
        Array.Fill(pairOf, -1);
        var matched = 0;
        for (var i = 0; i < expected; i++)
        {
            if (TryPair(i, new bool[actual]))
                matched++;
        }

        return matched;

        bool TryPair(int one, bool[] seen)
        {
            for (var j = 0; j < actual; j++)
            {
                if (seen[j] || !fits(one, j))
                    continue;
                seen[j] = true;
                if (pairOf[j] < 0 || TryPair(pairOf[j], seen))
                {
                    pairOf[j] = one;
                    return true;
                }
            }

            return false;
        }
    }
}
