using System.Text;
using Assay.Contracts;
using Assay.Errors;
using Assay.Tests.Extractors;

namespace Assay.Tests.Metrics;

/// <summary>How probable a model held what it answered.</summary>
public sealed class AnswerProbabilityTests
{
    private static readonly Output Answer = new("It is B, or 1,250.")
    {
        Logprobs =
        [
            new("It", Math.Log(0.9)), new(" is", Math.Log(0.8)),
            new(" B", Math.Log(0.6)) { Alternatives = new([KeyValuePair.Create(" B", Math.Log(0.6)), KeyValuePair.Create(" A", Math.Log(0.25)), KeyValuePair.Create("A", Math.Log(0.05))]) },
            new(", or", Math.Log(0.7)), new(" 1", Math.Log(0.5)), new(",250", Math.Log(0.4)), new(".", 0),
        ],
    };

    [Theory]
    [InlineData("B", 0.6)]
    [InlineData("1,250", 0.2)]
    [InlineData("is B", 0.48)]
    [InlineData("C", null)]
    [InlineData("", null)]
    public void Tokens_that_say_the_answer_count(string answer, double? probability) => Assert.Equal(probability ?? double.NaN, Answer.ProbabilityOf(answer) ?? double.NaN, 12);

    [Theory]
    [InlineData("A", "B", 0.3)]
    [InlineData("B", "B", 0.6)]
    [InlineData("D", "B", 0.0)]
    [InlineData("A", "1,250", null)]
    public void Alternatives_in_its_place_count(string answer, string given, double? probability) => Assert.Equal(probability ?? double.NaN, Answer.ProbabilityOf(answer, given) ?? double.NaN, 12);

    [Theory]
    [InlineData(null, 'B', 0.6)]
    [InlineData("""{"expected":"right"}""", 'B', 0.3)]
    public async Task Metric_scores_the_parsed_value(string? config, char parsed, double score) => Assert.Equal(score, (await ScoreAsync(config, Answer, parsed)).Value, 12);

    [Fact]
    public async Task What_cannot_be_scored_says_why()
    {
        var none = await Assert.ThrowsAsync<AssayException>(() => ScoreAsync(null, new Output("B"), 'B'));
        var unsaid = await Assert.ThrowsAsync<AssayException>(() => ScoreAsync(null, Answer, 'C'));

        Assert.Equal((ErrorCode.MetricFailed, ErrorCode.MetricFailed), (none.Code, unsaid.Code));
        Assert.Contains("ask for them with the param 'logprobs'", none.Message, StringComparison.Ordinal);
        Assert.Contains("no token of its output says 'C'", unsaid.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_survive_being_written()
    {
        Assert.Equal(Answer.Logprobs, LogprobJson.Read(LogprobJson.Write(Answer.Logprobs)));
        Assert.Equal("""[{"t":"é\"","p":-0.5}]""", LogprobJson.Write([new("é\"", -0.5)]));
        Assert.Throws<System.Text.Json.JsonException>(static () => LogprobJson.Read("""[{"t":1}]"""));
    }

    private static async Task<MetricResult> ScoreAsync(string? config, Output output, object? parsed) =>
        await BuiltIn.Metric("answer_probability", config)(new MetricContext(new Item("q7", "", Encoding.UTF8.GetBytes("""{"right":"A"}""")), output, parsed), CancellationToken.None);
}
