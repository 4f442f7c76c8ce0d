using Assay;

namespace Samples.OnMSTest;

[Benchmark("hotels", Description = "Is a review of a hotel praise or a complaint?")]
[Model("words")]
[Gate("praise")]
[Gate("complaint")]
public static partial class Hotels
{
    private static readonly string[] Praise = ["spotless", "comfortable", "friendly", "great", "excellent", "lovely", "loved", "best", "clean", "perfect", "helpful", "wonderful"];

    private static readonly string[] Blame = ["dirty", "broken", "noisy", "cold", "overpriced", "mould", "terrible", "rude", "worst"];

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
