using Assay;

namespace Samples.OnTUnit;

[Benchmark("tools", Description = "Is a review of a tool praise or a complaint?")]
[Model("words")]
[Gate("praise")]
[Gate("complaint")]
public static partial class Tools
{
    private static readonly string[] Praise = ["sturdy", "sharp", "comfortable", "precise", "quiet", "reliable", "best", "excellent", "strong"];

    private static readonly string[] Blame = ["snapped", "rusty", "blunt", "died", "flimsy", "missing", "terrible", "broke", "leaks"];

    [Slice("praise", Scores = ["praise"])]
    public static Dataset<Review> Liked => Dataset.Jsonl<Review>("data/praise.jsonl");

    [Slice("complaints", Scores = ["complaint"])]
    public static Dataset<Review> Disliked => Dataset.Jsonl<Review>("data/complaints.jsonl");

    [Engine("words")]
    public static string Words(Review item) => Count(item.Text, Praise) > Count(item.Text, Blame) ? "praise" : "complaint";

    [Score("praise")]
    public static bool IsPraise(Output output) => output.Text == "praise";

    [Score("complaint")]
    public static bool IsComplaint(Output output) => output.Text == "complaint";

    private static int Count(string text, string[] words) => words.Count(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
