using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Assay.Errors;

namespace Assay.Statistics;

/// <summary>How the samples of one item become one score before items are compared.</summary>
public sealed record SampleReduction
{
    private const string PassPrefix = "pass@";

    private readonly Func<ReadOnlySpan<double>, double> _reduce;

    private SampleReduction(string name, Func<ReadOnlySpan<double>, double> reduce, int leastSamples = 1)
    {
        Name = name;
        LeastSamples = leastSamples;
        _reduce = reduce;
    }

    /// <summary>The arithmetic mean.</summary>
    public static SampleReduction Mean { get; } = new("mean", MeanOf);

    /// <summary>The greatest score: the best of the samples, which grows with their number.</summary>
    public static SampleReduction Max { get; } = new("max", MaximumOf);

    /// <summary>The most frequent score; of equally frequent ones the least, so that a tie never counts as a success.</summary>
    public static SampleReduction MajorityScore { get; } = new("majority", MajorityOf);

    /// <summary>The unbiased <see cref="PassAtK"/>; a sample is correct when its score is at least <paramref name="threshold"/>.</summary>
    /// <param name="k">At least 1; an item with fewer samples is an error when it is reduced.</param>
    /// <param name="threshold">1 by default.</param>
    /// <exception cref="AssayException"><paramref name="k"/> is below 1 (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public static SampleReduction PassAt(int k, double threshold = 1)
    {
        StatisticsInput.RequireAtLeast(k, 1, nameof(k));
        return new SampleReduction(
            string.Create(CultureInfo.InvariantCulture, $"pass@{k}"),
            scores => PassAtK.Estimate(scores.Length, CountAtLeast(scores, threshold), k),
            k);
    }

    /// <summary>The reduction of a <see cref="Name"/>.</summary>
    /// <param name="name"><c>mean</c>, <c>max</c>, <c>majority</c>, or <c>pass@k</c> with k from 1.</param>
    /// <param name="reduction">The reduction; null where it has no such name.</param>
    public static bool TryParse(string? name, [NotNullWhen(true)] out SampleReduction? reduction)
    {
        reduction = name switch
        {
            "mean" => Mean,
            "max" => Max,
            "majority" => MajorityScore,
            _ => KOf(name) is { } k ? PassAt(k) : null,
        };
        return reduction is not null;
    }

    /// <summary><c>mean</c>, <c>max</c>, <c>majority</c> or <c>pass@k</c>.</summary>
    public string Name { get; }

    /// <summary>The fewest samples that it takes: k for pass@k, else 1.</summary>
    public int LeastSamples { get; }

    /// <summary>One score for one item.</summary>
    /// <param name="scores">The item's samples; at least one finite score.</param>
    /// <exception cref="AssayException">No score, one that is not finite, or fewer samples than k (<see cref="ErrorCode.ComparisonInvalid"/>).</exception>
    public double Reduce(ReadOnlySpan<double> scores)
    {
        StatisticsInput.RequireSample(scores, nameof(scores));
        return _reduce(scores);
    }

    private static int? KOf(ReadOnlySpan<char> name) =>
        name.StartsWith(PassPrefix) && int.TryParse(name[PassPrefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var k) && k > 0 ? k : null;

    private static double MeanOf(ReadOnlySpan<double> scores)
    {
        var sum = default(CompensatedSum);
        var (least, greatest) = (scores[0], scores[0]);
        foreach (var score in scores)
        {
            sum.Add(score);
            least = Math.Min(least, score);
            greatest = Math.Max(greatest, score);
        }

        var mean = Math.Clamp(sum.DividedBy(scores.Length), least, greatest);
        return double.IsFinite(sum.Value) ? mean : Summary.Of(scores).Mean;
    }

    private static double MaximumOf(ReadOnlySpan<double> scores)
    {
        var greatest = scores[0];
        foreach (var score in scores)
            greatest = Math.Max(greatest, score);
        return greatest;
    }

    private static int CountAtLeast(ReadOnlySpan<double> scores, double threshold)
    {
        var count = 0;
        foreach (var score in scores)
            count += score >= threshold ? 1 : 0;
        return count;
    }

    private static double MajorityOf(ReadOnlySpan<double> scores)
    {
        var sorted = scores.ToArray();
        Array.Sort(sorted);
        return sorted[MajorityVote.IndexOfWinner<double>(sorted)];
    }
}
