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
}
