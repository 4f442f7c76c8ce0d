using Assay.Contracts;

namespace Assay.Tests.Contracts;

public sealed class FunctionHookTests
{
    [Fact]
    public void A_hook_stands_around_the_stages_for_which_it_has_a_function()
    {
        Assert.Equal(HookStages.None, new FunctionHook("h", "1").Stages);
        Assert.Equal(HookStages.Inference, new FunctionHook("h", "1") { AfterInference = static (_, _) => default }.Stages);
        Assert.Equal(HookStages.Extraction, new FunctionHook("h", "1") { BeforeExtraction = static (_, _) => default }.Stages);
        Assert.Equal(
            HookStages.All,
            new FunctionHook("h", "1")
            {
                BeforeInference = static (_, _) => default,
                AfterExtraction = static (_, _) => default,
                BeforeEvaluation = static (_, _) => default,
                AfterEvaluation = static (_, _) => default,
            }.Stages);
    }

    [Fact]
    public async Task A_judged_metric_records_what_the_judge_was_asked()
    {
        var asked = new List<JudgeRequest>();
        var judge = new FunctionJudge("j", "1", (request, _) =>
        {
            asked.Add(request);
            return new(new JudgeVerdict(4) { Explanation = "kind", Calls = [new JudgeCall("j", "1", "Kind?", "4")] });
        });
        var metric = new JudgedMetric("m", "1", "j", static (context, judge, token) =>
            JudgedMetric.AskAsync(context, judge, "Be kind.", static (_, verdict, _) => new(new MetricResult(verdict.Score / 5)), token));
        Assert.Equal(["j"], metric.JudgesOf(null));

        var item = new Item("i1", "value", "{}"u8.ToArray());
        var bound = metric.Bind(null, new Dictionary<string, IJudge> { ["j"] = judge });
        var result = await bound(new MetricContext(item, new Output("Hello."), null), TestContext.Current.CancellationToken);

        Assert.Equal((0.8, "kind"), (result.Value, result.Explanation));
        Assert.Equal("Kind?", Assert.Single(result.JudgeCalls).Prompt);
        Assert.Equal(("Be kind.", "Hello."), (Assert.Single(asked).Criteria, asked[0].Outputs[0].Text));
        Assert.Throws<InvalidOperationException>(() => metric.Bind(null));
    }
}
