namespace Assay.Metrics;

/// <summary>How often each label was expected, found and found rightly.</summary>
/// <typeparam name="TLabel">A label.</typeparam>
internal sealed class LabelCounts<TLabel>
    where TLabel : notnull
{
    private readonly OrderedDictionary<TLabel, (long Expected, long Found, long Right)> counts = [];

    /// <summary>Adds an answer.</summary>
    /// <param name="expected">The right label.</param>
    /// <param name="isFound">Whether a label was found.</param>
    /// <param name="found">The label found.</param>
    public void Add(TLabel expected, bool isFound, TLabel? found)
    {
        var isRight = isFound && EqualityComparer<TLabel>.Default.Equals(expected, found);
        Count(expected, 1, isRight ? 1 : 0, isRight ? 1 : 0);
        if (isFound && !isRight)
            Count(found!, 0, 1, 0);
    }

    /// <summary>The mean of each label's 2 · right / (expected + found), in the order in which labels came up.</summary>
    /// <exception cref="ArgumentException">There is no answer.</exception>
    public double MacroF1() => counts.Count > 0
        ? counts.Values.Sum(static count => 2.0 * count.Right / (count.Expected + count.Found)) / counts.Count
        : throw new ArgumentException("Macro-F1 needs one answer at least.");

    private void Count(TLabel label, long expected, long found, long right)
    {
        var count = counts.GetValueOrDefault(label);
        counts[label] = (count.Expected + expected, count.Found + found, count.Right + right);
    }
}
