using Assay;

namespace GradeSchoolMaths;

public sealed record Problem(string Question, string GroundTruth);

[Benchmark("gsm8k", Description = "Grade-school maths with recorded answers of four models.")]
[Model("6b_finetuning", Provider = "recorded")]
[Model("6b_verification", Provider = "recorded")]
[Model("175b_finetuning", Provider = "recorded")]
[Model("175b_verification", Provider = "recorded")]
public static partial class Gsm8k
{
    [Slice("test")]
    public static Dataset<Problem> Test => Dataset.Jsonl<Problem>("data/problems.jsonl");

    [Engine("recorded")]
    public static Recording<Problem> Recorded =>
        Recording.Jsonl<Problem>("data/solutions.jsonl", record: "question", item: problem => problem.Question, output: "{model}.solution");

    [Parse("answer")]
    public static Parsed<string> Answer(Output output) =>
        LastAnswer(output.Text) is { } answer ? Parsed.Found(answer) : Parsed.Failed<string>("No line begins with A:.");

    [Score("correct", Parse = "answer", IfUnparsed = 0)]
    public static bool Correct(Problem problem, string answer) => answer == LastAnswer(problem.GroundTruth);

    private static string? LastAnswer(string text)
    {
        var line = text.Split('\n').LastOrDefault(line => line.StartsWith("A:", StringComparison.Ordinal));
        return line?[2..].Trim().TrimStart('$').Replace(",", "", StringComparison.Ordinal);
    }
}
