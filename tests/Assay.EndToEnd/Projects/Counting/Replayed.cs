using Assay;

namespace CountedCalls;

[Benchmark("replayed", Description = "Its answers were recorded elsewhere.")]
[Model("recorded")]
public static partial class Replayed
{
    [Slice("low")]
    public static Dataset<Question> Low => Dataset.Jsonl<Question>("data/low.jsonl");

    [Engine("recorded")]
    public static Recording<Question> Recorded =>
        Recording.Jsonl<Question>("data/answers.jsonl", record: "id", item: question => question.Id, output: "{model}");

    [Parse("number")]
    public static Parsed<decimal> Number(Output output) => Extract.LastNumber(output);

    [Score("right", Parse = "number")]
    public static bool Right(Question question, decimal answer) => answer == question.Number;
}
