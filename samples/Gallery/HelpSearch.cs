using Assay;

namespace Samples.Gallery;

public sealed record HelpQuery(string Id, string Query, IReadOnlyDictionary<string, int> Relevance);

/// <summary>How good an order of pages is.</summary>
public sealed record Ranking(double Ndcg, double ReciprocalRank, string Explanation);

/// <summary>Search: an order of pages against grades of relevance from 0 to 3.</summary>
[Benchmark("help-search", Description = "Which pages of a help centre answer a query?")]
[Model("bm25")]
[Model("overlap")]
[Gate("ranking", Tolerance = 0.01)]
public static partial class HelpSearch
{
    private const int Depth = 5;

    [Slice("all")]
    public static Dataset<HelpQuery> All => Dataset.Jsonl<HelpQuery>("data/help-queries.jsonl");

    [Prompt("search")]
    [User("{item.Query}")]
    public static partial Prompt Search(HelpQuery item);

    [Engine("bm25")]
    public static string Bm25(Prompt prompt) => string.Join(' ', HelpPages.ByBm25(prompt.Text));

    [Engine("overlap")]
    public static string Overlap(Prompt prompt) => string.Join(' ', HelpPages.ByOverlap(prompt.Text));

    [Parse("pages")]
    public static string[] Pages(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>nDCG with gains 2^grade - 1 and discounts log2(rank + 1) (Burges et al., 2005), and the reciprocal rank of the first relevant page.</summary>
    [Score("ranking", Parse = nameof(Pages))]
    public static Ranking Rank(HelpQuery item, string[] pages)
    {
        var gained = Dcg(pages.Select(page => item.Relevance.GetValueOrDefault(page)));
        var ideal = Dcg(item.Relevance.Values.OrderDescending());
        var first = Array.FindIndex(pages, page => item.Relevance.GetValueOrDefault(page) >= 2);
        return new Ranking(gained / ideal, first < 0 ? 0 : 1.0 / (first + 1), first < 0 ? "No relevant page." : $"The first relevant page is number {first + 1}.");
    }

    private static double Dcg(IEnumerable<int> grades) => grades.Take(Depth).Select(static (grade, i) => (Math.Pow(2, grade) - 1) / Math.Log2(i + 2)).Sum();
}
