namespace Assay.Metrics;

/// <summary>BLEU of one text (Papineni et al., 2002), from 0 to 1.</summary>
internal static class Bleu
{
    /// <summary>
    /// The geometric mean of the clipped n-gram precisions for n = 1 to the longest that the actual text has, at most
    /// <paramref name="longest"/>, times the brevity penalty exp(1 − r / c) where the actual length c is below the closest
    /// expected length r (of two equally close ones the shorter). 0 without any common word; 1 when the actual and an
    /// expected text are both empty.
    /// </summary>
    /// <param name="actual">The actual words.</param>
    /// <param name="references">The words of each right answer; at least one.</param>
    /// <param name="longest">The longest n-gram that counts.</param>
    /// <param name="smoothing">How a precision of zero is mended.</param>
    public static double Score(IReadOnlyList<string> actual, IReadOnlyList<IReadOnlyList<string>> references, int longest, BleuSmoothing smoothing)
    {
        if (actual.Count == 0)
            return references.Any(reference => reference.Count == 0) ? 1 : 0;
        var orders = Math.Min(longest, actual.Count);
        var logs = 0.0;
        var halving = 1.0;
        for (var n = 1; n <= orders; n++)
        {
            double matches = Matches(actual, references, n);
            double total = actual.Count - n + 1;
            if (matches == 0 && n == 1)
                return 0;
            if (smoothing == BleuSmoothing.AddOne && n > 1)
                (matches, total) = (matches + 1, total + 1);
            if (matches == 0 && smoothing == BleuSmoothing.None)
                return 0;
            if (matches == 0)
                matches = 1 / (halving *= 2);
            logs += Math.Log(matches / total);
        }

        return Brevity(actual.Count, references) * Math.Exp(logs / orders);
    }

    /// <summary>How many of a text's n-grams some reference has too, each counted at most as often as in the reference that has most of it.</summary>
    public static int Matches(IReadOnlyList<string> actual, IReadOnlyList<IReadOnlyList<string>> references, int n)
    {
        var most = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var reference in references)
            foreach (var (gram, count) in Grams(reference, n))
                most[gram] = Math.Max(most.GetValueOrDefault(gram), count);
        return Grams(actual, n).Sum(gram => Math.Min(gram.Value, most.GetValueOrDefault(gram.Key)));
    }

    private static IEnumerable<KeyValuePair<string, int>> Grams(IReadOnlyList<string> words, int n) =>
        Enumerable.Range(0, Math.Max(0, words.Count - n + 1))
            .CountBy(start => string.Join(' ', words.Skip(start).Take(n)), StringComparer.Ordinal);

    /// <summary>The reference length that is closest to a text's; of two equally close ones the shorter.</summary>
    public static int ClosestLength(int length, IReadOnlyList<IReadOnlyList<string>> references) => references.Select(reference => reference.Count)
        .OrderBy(count => Math.Abs(count - length))
        .ThenBy(count => count)
        .First();

    private static double Brevity(int length, IReadOnlyList<IReadOnlyList<string>> references)
    {
        var closest = ClosestLength(length, references);
        return length >= closest ? 1 : Math.Exp(1 - ((double)closest / length));
    }
}
