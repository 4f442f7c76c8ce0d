using Assay.Specs;
using static Assay.Generators.Tests.Equivalence.SameIdentities;

namespace Assay.Generators.Tests.Equivalence;

public sealed class ScoreFormTests
{
    private const string All = "[Slice(\"all\", Scores = [\"grade\"])] public static IEnumerable<Ticket> All => Tickets;";

    private const string Grade = "public sealed record Grade(double Fluency, bool IsRight, MetricResult HTTPCost, string Why, string? FluencyWhy);";

    public static TheoryData<string> GradeMethods =>
    [
        "public static Grade Rate(Ticket item, char letter) => Make(item, letter);",
        "public static Task<Grade> Rate(Ticket item, char letter) => Task.FromResult(Make(item, letter));",
        "public static async ValueTask<Grade> Rate(Ticket item, char letter, CancellationToken token) { await Task.Yield(); return Make(item, letter); }",
        "public static (double Fluency, bool IsRight, MetricResult HTTPCost, string Why, string? FluencyWhy) Rate(Ticket item, char letter) { var g = Make(item, letter); return (g.Fluency, g.IsRight, g.HTTPCost, g.Why, g.FluencyWhy); }",
    ];

    [Theory]
    [MemberData(nameof(GradeMethods))]
    public async Task Several_metrics_with_explanations(string method)
    {
        var happened = await VerifyAsync(
            Spec(Slice("all") with { Scores = ["grade"] }) with
            {
                Scores =
                [
                    .. Spec().Scores,
                    new ScoreSpec("grade", [Metric("grade/fluency"), Metric("grade/is-right"), Metric("grade/http-cost")]) { Parse = "last", IfUnparsed = 0 },
                ],
                Gates =
                [
                    new GateSpec("grade", GatePolicy.Absolute) { Tolerance = 0.1 },
                    new GateSpec("grade/is-right", GatePolicy.Exact),
                    new GateSpec("grade/fluency", GatePolicy.Relative) { Tolerance = 0.2 },
                ],
            },
            Load("using Assay.Contracts;\n" + Source(
                $$"""
                {{All}}

                private static Grade Make(Ticket item, char letter) => new(0.5, item.Label[0] == letter, new MetricResult(0.25, "cheap"), "as a whole", item.Lang == "en" ? "reads well" : null);

                [Score("grade", Parse = "last", IfUnparsed = 0, Version = "1")]
                {{method}}
                """,
                "[Model(\"echo\")] [Gate(nameof(Bench.Rate), Tolerance = 0.1)] [Gate(\"grade\", Metric = nameof(Grade.IsRight))] [Gate(nameof(Bench.Rate), Metric = \"fluency\", RelativeTolerance = 0.2)]",
                Grade)));

        Assert.Equal(6, happened.Count(static line => Tells(line, "grade/is-right", "1|as a whole")));
        Assert.Equal(4, happened.Count(static line => Tells(line, "grade/fluency", "0.5|reads well")));
        Assert.Equal(6, happened.Count(static line => Tells(line, "grade/http-cost", "0.25|cheap")));
    }

    [Fact]
    public async Task One_metric_of_a_record_has_the_name_of_its_score()
    {
        var happened = await VerifyAsync(
            Spec(Slice("all") with { Scores = ["grade"] }) with { Scores = [.. Spec().Scores, new ScoreSpec("grade", [Metric("grade/value")]) { HigherIsBetter = false }] },
            Class(All + """

                public readonly struct Distance(int value)
                {
                    public int Value { get; } = value;

                    public string Unit => "letters";

                    public int[] Parts => [];
                }

                [Score("grade", HigherIsBetter = false, Version = "1")]
                public static Distance Far(Output output) => new(output.Text.Length);
                """));
        Assert.Equal(6, happened.Count(static line => line.StartsWith("Scored|grade|", StringComparison.Ordinal) && line.EndsWith("|letters", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_score_of_unreadable_answers()
    {
        var happened = await VerifyAsync(
            Spec(Slice("all") with { Scores = ["grade"] }) with
            {
                Parses = [.. Spec().Parses, new ParseSpec("german", [new ExtractorSpec("german") { Version = "1" }])],
                Scores = [.. Spec().Scores, new ScoreSpec("grade", [Metric("grade/value")]) { Parse = "german" }],
            },
            Class(All + """

                [Parse("german", Version = "1")]
                public static Parsed<int> German(Output output, Ticket item) => item.Lang == "de" ? output.Text.Length : Parsed.Failed<int>("It is English.");

                [Score("grade", Parse = "german", Version = "1")]
                public static (double Value, string Why) Rate(Parsed<int> length) => length.Success ? (length.Value, "") : (-1, length.Reason!);
                """));
        Assert.Equal(4, happened.Count(static line => Tells(line, "grade", "-1|It is English.")));
        Assert.DoesNotContain(happened, static line => line.StartsWith("Scored", StringComparison.Ordinal) && line.Contains("parse_failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_method_runs_once_for_all_its_metrics()
    {
        var generated = Class(All + """

            private static int calls;

            [Score("grade", Version = "1")]
            public static (int First, int Second) Rate()
            {
                var call = Interlocked.Increment(ref calls);
                return (call, call);
            }
            """);
        Assert.Equal(
            Spec(Slice("all") with { Scores = ["grade"] }) with { Scores = [.. Spec().Scores, new ScoreSpec("grade", [Metric("grade/first"), Metric("grade/second")])] },
            generated.Spec);
        var happened = await RunAsync(generated);
        foreach (var call in Enumerable.Range(1, 6))
        {
            Assert.Contains($"Scored|grade/first|True||{call}|", happened);
            Assert.Contains($"Scored|grade/second|True||{call}|", happened);
        }
    }

    [Fact]
    public async Task Samples_of_slices_and_reductions_of_scores()
    {
        var generated = Load(Source(
            """
            [Slice("few", Samples = 3)] public static IEnumerable<Ticket> Few => Tickets;

            [Slice("many", Samples = 5, Scores = [nameof(Solved), "length"])] public static IEnumerable<Ticket> Many => Tickets;

            [Slice("as-ever", Scores = ["vote", "best"])] public static IEnumerable<Ticket> AsEver => Tickets;

            [Score("solved", Reduction = "pass@3", Version = "1")] public static bool Solved(Output output) => output.Text.Length % 2 == 0;

            [Score("vote", Reduction = "majority", Version = "1")] public static bool Vote(Output output) => output.Text.Length % 2 == 0;

            [Score("best", Reduction = "max", Version = "1")] public static int Best(Output output) => output.Text.Length;
            """,
            "[Model(\"echo\")]").Replace("(\"bench\")", "(\"bench\", Samples = 2)"));
        var happened = await VerifyAsync(
            Spec(Slice("few") with { Samples = 3 }, Slice("many") with { Samples = 5, Scores = ["solved", "length"] }, Slice("as-ever") with { Scores = ["vote", "best"] }) with
            {
                Samples = 2,
                Scores =
                [
                    .. Spec().Scores,
                    new ScoreSpec("solved", [Metric("solved")]) { Reduction = "pass@3" },
                    new ScoreSpec("vote", [Metric("vote")]) { Reduction = "majority" },
                    new ScoreSpec("best", [Metric("best")]) { Reduction = "max" },
                ],
            },
            generated);
        Assert.Equal(6 * (3 + 5 + 2), happened.Count(static line => line.Contains(" generation ", StringComparison.Ordinal)));
    }

    private static bool Tells(string line, string score, string valueAndWhy) => line == $"Scored|{score}|True||{valueAndWhy}";

    private static MetricSpec Metric(string id) => new(id) { Version = "1" };
}
