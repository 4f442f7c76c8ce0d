using Assay;
using Assay.Contracts;

namespace Samples.Gallery;

public sealed record Meeting(string Id, string Text, string[] Facts);

/// <summary>A summary that a judge grades: which facts it holds, and whether it is short.</summary>
[Benchmark("minutes", Description = "The decisions of a meeting in two sentences.")]
[Model("decisions")]
[Model("lead")]
[Gate("quality", Tolerance = 0.05)]
public static partial class Minutes
{
    [Slice("all")]
    public static Dataset<Meeting> All => Dataset.Jsonl<Meeting>("data/minutes.jsonl");

    [Prompt("summarise")]
    [User("Sum up what was decided, and who takes care of it.\n\n{item.Text}")]
    public static partial Prompt Summarise(Meeting item);

    /// <summary>Keeps the sentences that tell of a decision.</summary>
    [Engine("decisions")]
    public static string Decisions(Meeting item) => Join(Sentences(item.Text).Where(static sentence => sentence.Contains("decided", StringComparison.Ordinal)));

    /// <summary>Keeps the first sentences.</summary>
    [Engine("lead")]
    public static string Lead(Meeting item) => Join(Sentences(item.Text).Take(3));

    /// <summary>A judge that needs no model: each fact that the summary names is a point, on a scale from 0 to 5.</summary>
    [Judge("facts")]
    public static JudgeVerdict Facts(Meeting item, Output output)
    {
        string[] missing = [.. item.Facts.Where(fact => !output.Text.Contains(fact, StringComparison.Ordinal))];
        return new JudgeVerdict(5.0 * (item.Facts.Length - missing.Length) / item.Facts.Length)
        {
            Explanation = missing.Length == 0 ? "Names every fact." : $"Lacks: {string.Join("; ", missing)}.",
        };
    }

    [Score("quality", Judge = nameof(Facts), Criteria = "Every decision is named, with the person in charge.")]
    public static MetricResult Quality(JudgeVerdict verdict) => new(verdict.Score / 5) { Explanation = verdict.Explanation };

    [Score("share-of-text", HigherIsBetter = false)]
    public static double Share(Meeting item, Output output) => (double)output.Text.Length / item.Text.Length;

    private static string Join(IEnumerable<string> sentences) => string.Join(' ', sentences.Select(static sentence => sentence + "."));

    private static string[] Sentences(string text) => text.Split('.', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
