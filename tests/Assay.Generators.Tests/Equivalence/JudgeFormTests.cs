using Assay.Contracts;
using Assay.Specs;
using static Assay.Generators.Tests.Equivalence.SameIdentities;

namespace Assay.Generators.Tests.Equivalence;

public sealed class JudgeFormTests
{
    private const string All = "[Slice(\"all\")] public static IEnumerable<Ticket> All => Tickets;";

    public static TheoryData<string, Func<JudgeRequest, JudgeVerdict>, Func<JudgeVerdict, double>> Judges => new()
    {
        {
            "[Judge(\"grader\", Version = \"1\")] public static Assay.Contracts.JudgeVerdict Grade(Assay.Contracts.JudgeRequest request) => new(request.Criteria == \"Be kind.\" ? 4 : 1); [Score(\"quality\", Judge = nameof(Grade), Criteria = \"Be kind.\", Version = \"1\")] public static double Quality(Assay.Contracts.JudgeVerdict verdict) => verdict.Score / 5;",
            static _ => new JudgeVerdict(4),
            static verdict => verdict.Score / 5
        },
        {
            "[Judge(\"grader\", Version = \"1\")] public static async Task<int> Grade(Ticket item, Output output, CancellationToken token) { await Task.Yield(); return output.Text.Length + item.Label[0]; } [Score(\"quality\", Judge = \"grader\", Version = \"1\")] public static async ValueTask<bool> Quality(Ticket item, Assay.Contracts.JudgeVerdict verdict) { await Task.Yield(); return verdict.Score > 66; }",
            static request => new JudgeVerdict(request.Outputs[0].Text.Length + request.Outputs[0].Text[^1]),
            static verdict => verdict.Score > 66 ? 1 : 0
        },
        {
            "[Judge(\"grader\", Version = \"1\")] public static bool Grade(Output output) => output.Text == \"A\"; [Score(\"quality\", Judge = \"grader\", Version = \"1\")] public static Assay.Contracts.MetricResult Quality(Assay.Contracts.JudgeVerdict verdict) => new(verdict.Score);",
            static request => new JudgeVerdict(request.Outputs[0].Text == "A" ? 1 : 0),
            static verdict => verdict.Score
        },
        {
            "[Judge(\"grader\")] public static Assay.Contracts.IJudge Grader { get; } = new Assay.Contracts.FunctionJudge(\"grader\", \"1\", static (request, _) => new(new Assay.Contracts.JudgeVerdict(3))); [Score(\"quality\", Judge = nameof(Grader), Version = \"1\")] public static async Task<double> Quality(Assay.Contracts.MetricContext context, Assay.Contracts.IJudge judge, CancellationToken token) => (await judge.JudgeAsync(new(context.Item, [context.Output]), token)).Score;",
            static _ => new JudgeVerdict(3),
            static verdict => verdict.Score
        },
    };

    [Theory]
    [MemberData(nameof(Judges))]
    public Task Scores_that_ask_a_judge(string members, Func<JudgeRequest, JudgeVerdict> grade, Func<JudgeVerdict, double> score)
    {
        var generated = Class($"{All} {members}");
        var written = Spec(Slice("all"));
        var plugins = new PluginRegistry(generated.Plugins)
            .Add(new FunctionJudge("grader", "1", (request, _) => new(grade(request))))
            .Add(new JudgedMetric("quality", "1", "grader", async (context, judge, token) => new MetricResult(score(await judge.JudgeAsync(new JudgeRequest(context.Item, [context.Output]), token)))));
        return VerifyAsync(
            written with { Scores = [.. written.Scores, new ScoreSpec("quality", [new MetricSpec("quality") { Version = "1" }])] },
            plugins,
            generated);
    }

    [Theory]
    [InlineData(", Paid = true", true)]
    [InlineData("", false)]
    public void Judge_that_is_a_method_says_whether_it_costs_money(string paid, bool expected)
    {
        var generated = Class($"{All} [Judge(\"grader\"{paid})] public static bool Grade(Output output) => true; [Score(\"quality\", Judge = nameof(Grade))] public static double Quality(Assay.Contracts.JudgeVerdict verdict) => verdict.Score;");

        Assert.True(new PluginRegistry(generated.Plugins).TryGetJudge("grader", out var judge));
        Assert.Equal(expected, judge.IsPaid);
    }

    public static TheoryData<string> GradeMethods =>
    [
        "public static Grade Rate(Ticket item, char letter, JudgeVerdict verdict) => Make(item, letter, verdict);",
        "public static async Task<Grade> Rate(Ticket item, char letter, JudgeVerdict verdict, CancellationToken token) { await Task.Delay(0, token); return Make(item, letter, verdict); }",
        "public static ValueTask<(double Kindness, bool IsRight, MetricResult Cost)> Rate(Ticket item, char letter, JudgeVerdict verdict) { var g = Make(item, letter, verdict); return new((g.Kindness, g.IsRight, g.Cost)); }",
    ];

    [Theory]
    [MemberData(nameof(GradeMethods))]
    public async Task A_score_that_asks_a_judge_once_for_several_metrics(string method)
    {
        var generated = Load("using Assay.Contracts;\n" + Source(
            $$"""
            [Slice("all", Scores = ["grade"])] public static IEnumerable<Ticket> All => Tickets;

            public static int Asked;

            [Judge("grader", Version = "1")]
            public static JudgeVerdict Grader(JudgeRequest request)
            {
                Interlocked.Increment(ref Asked);
                return new(request.Criteria == "Be kind." ? 4 : 1) { Explanation = "kind enough", Calls = [new JudgeCall("grader", "1", "How kind?", "4")] };
            }

            private static Grade Make(Ticket item, char letter, JudgeVerdict verdict) => new(verdict.Score / 5, item.Label[0] == letter, new MetricResult(0.25, "cheap"));

            [Score("grade", Parse = "last", Judge = nameof(Grader), Criteria = "Be kind.", IfUnparsed = 0, Version = "1")]
            {{method}}
            """,
            "[Model(\"echo\")] [Gate(nameof(Bench.Rate), Metric = \"Kindness\", Tolerance = 0.1)]",
            "public sealed record Grade(double Kindness, bool IsRight, MetricResult Cost);"));
        var plugins = new PluginRegistry(generated.Plugins).Add(new JudgedMetricSet<(double Kindness, bool IsRight)>(
            "1",
            "grader",
            static (context, judge, token) => JudgedMetric.FindAsync(context, judge, "Be kind.", static (read, verdict, _) => new ValueTask<(double, bool)>((verdict.Score / 5, read.Output.Text[^1] == (char)read.Parsed!)), token),
            [
                new("grade/kindness", static found => new MetricResult(found.Kindness)),
                new("grade/is-right", static found => new MetricResult(found.IsRight ? 1 : 0)),
                new("grade/cost", static _ => new MetricResult(0.25, "cheap")),
            ]));
        var happened = await VerifyAsync(
            Spec(Slice("all") with { Scores = ["grade"] }) with
            {
                Scores = [.. Spec().Scores, new ScoreSpec("grade", [Metric("grade/kindness"), Metric("grade/is-right"), Metric("grade/cost")]) { Parse = "last", IfUnparsed = 0 }],
                Gates = [new GateSpec("grade/kindness", GatePolicy.Absolute) { Tolerance = 0.1 }],
            },
            plugins,
            generated);

        Assert.Equal(6, happened.Count(static line => line == "Scored|grade/kindness|True||0.8|kind enough"));
        Assert.Equal(6, happened.Count(static line => line == "Scored|grade/is-right|True||1|kind enough"));
        Assert.Equal(6, happened.Count(static line => line == "Scored|grade/cost|True||0.25|cheap"));
    }

    [Fact]
    public async Task A_score_of_several_metrics_that_is_given_the_judge_itself()
    {
        var generated = Class(All.Replace("\"all\"", "\"all\", Scores = [\"grade\"]") + """

            [Judge("grader", Version = "1")]
            public static int Grade(Output output) => output.Text.Length;

            [Score("grade", Judge = nameof(Grade), Version = "1")]
            public static async Task<(double First, int Second)> Rate(Assay.Contracts.MetricContext context, Assay.Contracts.IJudge judge, CancellationToken token)
            {
                var verdict = await judge.JudgeAsync(new(context.Item, [context.Output]), token);
                return (verdict.Score, (int)verdict.Score + 1);
            }
            """);
        var happened = await VerifyAsync(
            Spec(Slice("all") with { Scores = ["grade"] }) with { Scores = [.. Spec().Scores, new ScoreSpec("grade", [Metric("grade/first"), Metric("grade/second")])] },
            generated);
        Assert.Equal(6, happened.Count(static line => line.StartsWith("Scored|grade/first|True||1", StringComparison.Ordinal)));
    }

    private static MetricSpec Metric(string id) => new(id) { Version = "1" };
}
