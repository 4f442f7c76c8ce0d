using Assay.Specs;
using static Assay.Generators.Tests.Equivalence.SameIdentities;

namespace Assay.Generators.Tests.Equivalence;

public sealed class SliceScoreFormTests
{
    private const string All = "[Slice(\"all\")] public static IEnumerable<Ticket> All => Tickets;";

    public static TheoryData<string> Methods =>
    [
        "public static double X(IReadOnlyList<Answered<Ticket, char>> answers) => Corpus.MacroF1(answers, a => a.Item.Label[0], a => a.Parsed);",
        "public static MetricResultOf X(IEnumerable<Answered<Ticket, char>> answers) => new(Corpus.MacroF1(answers, a => a.Item.Label[0], a => a.Parsed), \"why\");",
        "public static Task<double> X(CancellationToken token, IReadOnlyCollection<Answered<Ticket, char>> answers) => Task.FromResult(Corpus.MacroF1(answers, a => a.Item.Label[0], a => a.Parsed));",
        "public static async ValueTask<(double Value, string Why)> X(IReadOnlyList<Answered<Ticket, char>> answers) { await Task.Yield(); return (Corpus.MacroF1(answers, a => a.Item.Label[0], a => a.Parsed), \"\"); }",
    ];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_score_of_the_whole_slice(string method)
    {
        var isRecord = method.Contains("Value", StringComparison.Ordinal) && method.Contains("Why", StringComparison.Ordinal);
        var happened = await VerifyAsync(
            Spec(Slice("all")) with
            {
                Scores = [.. Spec().Scores, new ScoreSpec("macro-f1", [Metric(isRecord ? "macro-f1/value" : "macro-f1")]) { Parse = "last", Scope = ScoreScope.Slice, Reduction = "max", HigherIsBetter = false }],
                Gates = [new GateSpec("macro-f1", GatePolicy.Absolute) { Tolerance = 0.02 }],
            },
            Load("using MetricResultOf = Assay.Contracts.MetricResult;\n" + Source(
                $"""
                {All}

                [SliceScore("macro-f1", Parse = nameof(Last), Reduction = "max", HigherIsBetter = false, Version = "1")]
                {method}
                """,
                "[Model(\"echo\")] [Gate(nameof(Bench.X), Tolerance = 0.02)]")));

        Assert.Contains(happened, static line => line.StartsWith("whole all|echo|||macro-f1|SampleScore { Value = 1,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Several_metrics_of_chosen_slices_over_outputs_alone()
    {
        var happened = await VerifyAsync(
            Spec(Slice("some") with { Scores = ["length", "texts"], Samples = 2 }, Slice("others") with { Scores = ["length"] }) with
            {
                Scores = [.. Spec().Scores, new ScoreSpec("texts", [Metric("texts/bleu"), Metric("texts/is-long")]) { Scope = ScoreScope.Slice }],
            },
            Class(
                """
                [Slice("some", Scores = ["length", nameof(Texts)], Samples = 2)] public static IEnumerable<Ticket> Some => Tickets;

                [Slice("others", Scores = ["length"])] public static IEnumerable<Ticket> Others => Tickets;

                [SliceScore("texts", Version = "1")]
                public static Found Texts(IReadOnlyList<Answered<Ticket>> answers) =>
                    new(Corpus.Bleu(answers, static a => a.Output.Text, static a => [a.Item.Label]), answers.Count > 6);
                """,
                types: "public sealed record Found(double Bleu, bool IsLong);"));

        Assert.Equal(2, happened.Count(static line => line.StartsWith("whole ", StringComparison.Ordinal)));
        Assert.Contains(happened, static line => line.StartsWith("whole some|echo|||texts/bleu|SampleScore { Value = 1, Failure =  },SampleScore { Value = 1,", StringComparison.Ordinal));
        Assert.Contains(happened, static line => line.StartsWith("whole some|echo|||texts/is-long|SampleScore { Value = 0,", StringComparison.Ordinal));
    }

    private static MetricSpec Metric(string id) => new(id) { Version = "1" };
}
