using Assay.Results;
using Assay.Specs;
using Assay.Text;

namespace Assay.Snapshots;

/// <summary>One score of one model, prompt and params over a slice: a cell of its table.</summary>
/// <param name="Score">The metric's name, see <see cref="ScoreSpec.NameOf"/>.</param>
/// <param name="Variant">The model and how it was asked.</param>
/// <param name="Mean">The mean over items, samples reduced as the score says; null where no item has a score.</param>
/// <param name="Items">How many items it is over; 0 for a score of the whole slice.</param>
public sealed record SliceFigure(string Score, Variant Variant, double? Mean, int Items)
{
    /// <summary>What reports of tests call it, such as <c>accuracy of small, direct</c>.</summary>
    public string Name => $"{RowText.Escape(Score)} of {Variant}";

    /// <summary>The figures of a slice: score by score as the spec has them, then variants ordinally.</summary>
    /// <param name="result">The slice's scores.</param>
    public static ValueList<SliceFigure> Of(SliceResult result)
    {
        var known = result.Benchmark.Scores.SelectMany(static score => score.Metrics.Select(score.NameOf)).ToList();
        return ValueList.From(result.Scores
            .GroupBy(static row => (row.Score, Variant: Variant.Of(row)))
            .Select(group => new SliceFigure(group.Key.Score, group.Key.Variant, Means.OfItems(group, GateRule.For(result.Benchmark, group.Key.Score).Reduction), group.Count(static row => !row.IsOfSlice)))
            .OrderBy(figure => known.IndexOf(figure.Score) is var place and >= 0 ? place : int.MaxValue)
            .ThenBy(static figure => figure.Score, StringComparer.Ordinal)
            .ThenBy(static figure => figure.Variant, Comparer<Variant>.Create(Variant.Compare)));
    }
}
