using System.Globalization;
using Assay;
using Assay.Contracts;

namespace CountedCalls;

[Benchmark("counting", Description = "Each call of its engine leaves a line in a log.")]
[Model("exact", Provider = "counter")]
[Model("rounder", Provider = "counter")]
public static partial class Counting
{
    [Slice("low")]
    public static Dataset<Question> Low => Dataset.Jsonl<Question>("data/low.jsonl");

    [Slice("high")]
    public static Dataset<Question> High => Dataset.Jsonl<Question>("data/high.jsonl");

    [Prompt("ask")]
    [User("Count to {item.Number}")]
    public static partial Prompt Ask(Question item);

    [Prompt("beg")]
    [User("Please count to {item.Number}")]
    public static partial Prompt Beg(Question item);

    [Engine("counter")]
    public static async Task<string> Count(Prompt prompt, EngineRequest request, CancellationToken cancellationToken)
    {
        await Task.Delay(CallLog.Delay, cancellationToken);
        var number = int.Parse(prompt.Text.Split(' ')[^1], CultureInfo.InvariantCulture);
        await CallLog.ReleasedAsync(number, cancellationToken);
        var answer = request.Model.Id == "rounder" ? number - number % 10 : number;
        var output = $"{request.Model.Id}: {prompt.Text}: {answer}";
        CallLog.Append(output);
        return output;
    }

    [Parse("number")]
    public static Parsed<decimal> Number(Output output) => Extract.LastNumber(output);

    [Score("deviation", Parse = "number", HigherIsBetter = false)]
    public static double Deviation(Question question, decimal answer) => (double)Math.Abs(answer - question.Number) / question.Number;
}
