namespace Assay.Metrics;

/// <summary>BLEU of a corpus (Papineni et al., 2002): counts are summed over texts before anything is divided.</summary>
/// <param name="longest">The longest n-gram that counts.</param>
internal sealed class CorpusBleu(int longest)
{
    private readonly long[] matches = new long[longest];
    private readonly long[] totals = new long[longest];
    private long texts;
    private long length;
    private long expected;

    /// <summary>Adds a text with its right answers.</summary>
    /// <exception cref="ArgumentException">There is no right answer.</exception>
    public void Add(IReadOnlyList<string> actual, IReadOnlyList<IReadOnlyList<string>> references)
    {
        if (references.Count == 0)
            throw new ArgumentException("BLEU needs one right answer at least for each text.", nameof(references));
        texts++;
        length += actual.Count;
        expected += Bleu.ClosestLength(actual.Count, references);
        for (var n = 1; n <= longest; n++)
        {
            matches[n - 1] += Bleu.Matches(actual, references, n);
            totals[n - 1] += Math.Max(0, actual.Count - n + 1);
        }
    }

    /// <summary>
    /// The geometric mean of the precisions of those orders that the texts have, times the brevity penalty. 0 without any common word;
    /// 1 where all texts are empty and are expected to be.
    /// </summary>
    /// <exception cref="ArgumentException">There is no text.</exception>
    public double Score(BleuSmoothing smoothing)
    {
        if (texts == 0)
            throw new ArgumentException("BLEU needs one text at least.");
        if (length == 0)
            return expected == 0 ? 1 : 0;
        if (matches[0] == 0)
            return 0;
        var logs = 0.0;
        var halving = 1.0;
        var orders = 0;
        for (; orders < longest && totals[orders] > 0; orders++)
        {
            double found = matches[orders];
            double total = totals[orders];
            if (smoothing == BleuSmoothing.AddOne && orders > 0)
                (found, total) = (found + 1, total + 1);
            if (found == 0 && smoothing == BleuSmoothing.None)
                return 0;
            if (found == 0)
                found = 1 / (halving *= 2);
            logs += Math.Log(found / total);
        }

        var brevity = length >= expected ? 1 : Math.Exp(1 - ((double)expected / length));
        return brevity * Math.Exp(logs / orders);
    }
}
