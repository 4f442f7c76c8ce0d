using Assay;

namespace Company.Evaluations;

[Benchmark("benchmark-id")]
[Model("upper-case")]
[Gate("exact")]
public static partial class Benchmark1
{
    [Slice("all")]
    public static Dataset<Item> All => Dataset.Jsonl<Item>("data/benchmark-id.jsonl");

    [Engine("upper-case")]
    public static string UpperCase(Item item) => item.Question.ToUpperInvariant();

    [Score("exact")]
    public static bool Exact(Item item, Output output) => output.Text == item.Answer;

    public sealed record Item(string Id, string Question, string Answer);
}
