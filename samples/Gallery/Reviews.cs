using System.Globalization;
using Assay;

namespace Samples.Gallery;

public sealed record Review(string Id, string Text, string Label);

/// <summary>A label with how sure the model is of it, from 0 to 1.</summary>
public sealed record Verdict(string Label, double Confidence);

/// <summary>How many reviews of one label got another one.</summary>
public sealed record Confusion(int PositiveAsNeutral, int PositiveAsNegative, int NeutralAsPositive, int NeutralAsNegative, int NegativeAsPositive, int NegativeAsNeutral);

/// <summary>Classification: accuracy item by item; confusion, macro-F1 and calibration over the whole slice.</summary>
[Benchmark("reviews", Description = "Is a review positive, neutral or negative?")]
[Model("words")]
[Model("words-and-nots")]
[Gate("accuracy", Tolerance = 0.03)]
[Gate("macro-f1", Tolerance = 0.03)]
public static partial class Reviews
{
    private static readonly string[] Good = ["great", "friendly", "best", "wonderful", "lovely", "kind", "love", "good", "fair", "fresh", "crisp", "generous", "delight", "thank", "happy", "excellent", "quiet"];
    private static readonly string[] Bad = ["cold", "bland", "hungry", "terrible", "rude", "overpriced", "noisy", "wrong", "awful", "smoke", "never", "broke", "mess", "sadly", "worst", "bad"];

    [Slice("all")]
    public static Dataset<Review> All => Dataset.Jsonl<Review>("data/reviews.jsonl");

    [Prompt("label")]
    [User("Is this review positive, neutral or negative, and how sure are you?\n{item.Text}")]
    public static partial Prompt Label(Review item);

    [Engine("words")]
    public static string Words(Review item) => Say(Count(item.Text, Good) - Count(item.Text, Bad));

    [Engine("words-and-nots")]
    public static string WordsAndNots(Review item)
    {
        var sum = Count(item.Text, Good) - Count(item.Text, Bad);
        return Say(item.Text.Contains("not ", StringComparison.OrdinalIgnoreCase) ? -sum : sum);
    }

    [Parse("verdict")]
    public static Parsed<Verdict> Read(Output output)
    {
        var parts = output.Text.Split(' ');
        return parts.Length == 2 && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var confidence)
            ? new Verdict(parts[0], confidence)
            : Parsed.Failed<Verdict>("A label and a number were asked for.");
    }

    [Score("accuracy", Parse = nameof(Read), IfUnparsed = 0)]
    public static bool Accuracy(Review item, Verdict verdict) => verdict.Label == item.Label;

    [SliceScore("macro-f1", Parse = nameof(Read))]
    public static double MacroF1(IReadOnlyList<Answered<Review, Verdict>> answers) =>
        Corpus.MacroF1(answers, static answer => answer.Item.Label, static answer => answer.Parsed.Success ? answer.Parsed.Value.Label : Parsed.Failed<string>("unread"));

    [SliceScore("calibration", Parse = nameof(Read), HigherIsBetter = false)]
    public static double Calibration(IReadOnlyList<Answered<Review, Verdict>> answers) => Corpus.CalibrationError(
        answers,
        static answer => answer.Parsed.Success ? answer.Parsed.Value.Confidence : 0,
        static answer => answer.Parsed.Success && answer.Parsed.Value.Label == answer.Item.Label,
        bins: 5);

    [SliceScore("confused", Parse = nameof(Read), HigherIsBetter = false)]
    public static Confusion Confused(IReadOnlyList<Answered<Review, Verdict>> answers)
    {
        return new Confusion(Of("positive", "neutral"), Of("positive", "negative"), Of("neutral", "positive"), Of("neutral", "negative"), Of("negative", "positive"), Of("negative", "neutral"));

        int Of(string label, string given) => answers.Count(answer => answer.Item.Label == label && answer.Parsed.Success && answer.Parsed.Value.Label == given);
    }

    private static int Count(string text, string[] words) => words.Count(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string Say(int sum)
    {
        var label = sum > 0 ? "positive" : sum < 0 ? "negative" : "neutral";
        return string.Create(CultureInfo.InvariantCulture, $"{label} {Math.Min(0.95, 0.6 + (0.15 * Math.Abs(sum))):0.00}");
    }
}
