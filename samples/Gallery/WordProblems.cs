using System.Globalization;
using System.Text.RegularExpressions;
using Assay;

namespace Samples.Gallery;

public sealed record WordProblem(string Id, string Text, string Answer);

/// <summary>Maths with a boxed answer, and a chain of parses for the models that forget the box.</summary>
[Benchmark("word-problems", Description = "Sums in words; the answer stands in a box, mostly.")]
[Model("two-steps")]
[Model("product")]
[Gate("right", Tolerance = 0.05)]
public static partial class WordProblems
{
    [Slice("all")]
    public static Dataset<WordProblem> All => Dataset.Jsonl<WordProblem>("data/word-problems.jsonl");

    [Prompt("boxed")]
    [User("{item.Text} Think step by step and put the answer into \\boxed{{}}.")]
    public static partial Prompt Boxed(WordProblem item);

    /// <summary>Knows the four kinds of problem by a word of theirs.</summary>
    [Engine("two-steps")]
    public static string TwoSteps(WordProblem item)
    {
        var n = NumbersOf(item.Text);
        return item.Text switch
        {
            _ when item.Text.Contains("boxes", StringComparison.Ordinal) => Say($"{n[0]} times {n[1]} is {n[0] * n[1]}, less {n[2]}", (n[0] * n[1]) - n[2]),
            _ when item.Text.Contains("half", StringComparison.Ordinal) => Say($"{n[0]} and {n[1]} are {n[0] + n[1]}, of which half stay", Math.Floor((n[0] + n[1]) / 2)),
            _ when item.Text.Contains("costs", StringComparison.Ordinal) => $"{n[1]} tickets cost {Text(n[0] * n[1])} euros. So {Text(n[2] - (n[0] * n[1]))} euros come back.",
            _ => Say($"Each part is {Text(n[0] / n[1])} cm long", 2 * n[0] / n[1]),
        };
    }

    /// <summary>Multiplies whatever it finds.</summary>
    [Engine("product")]
    public static string Product(Prompt prompt)
    {
        var numbers = NumbersOf(prompt.Text);
        return Say("I multiply", numbers[0] * numbers[1]);
    }

    [Parse("answer", Fallbacks = [nameof(LastNumber)])]
    public static Parsed<string> Answer(Output output) => Extract.Boxed(output);

    [Parse("last-number")]
    public static Parsed<string> LastNumber(Output output)
    {
        var number = Extract.LastNumber(output);
        return number.Success ? Text(number.Value) : Parsed.Failed<string>("There is no number.");
    }

    [Score("right", Parse = nameof(Answer), IfUnparsed = 0)]
    public static bool Right(WordProblem item, string answer) =>
        decimal.TryParse(answer, CultureInfo.InvariantCulture, out var number) && number == decimal.Parse(item.Answer, CultureInfo.InvariantCulture);

    private static string Say(string steps, decimal answer) => $"{steps}. \\boxed{{{Text(answer)}}}";

    private static string Text(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static decimal[] NumbersOf(string text) => [.. Number().Matches(text).Select(static match => decimal.Parse(match.Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Number();
}
