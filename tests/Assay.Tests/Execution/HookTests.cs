using System.Collections.Concurrent;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Tests.Execution;

public sealed class HookTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Hooks_run_in_the_order_of_registration_around_each_stage()
    {
        var log = new ConcurrentQueue<string>();
        var test = new TestExperiment { Models = ["m1"], Items = 1 };
        test.Hooks.Add(new Recorder("a", log));
        test.Hooks.Add(new Recorder("b", log));
        var spec = test.Spec with { Prompts = [test.Spec.Prompts[0]], Parses = [test.Spec.Parses[0]], Scores = [test.Spec.Scores[0]] };
        await using var orchestrator = folder.Open();

        await orchestrator.ExecuteAsync(With(test, spec), RunStages.All, null, Token);

        Assert.Equal(
            ["a >inference", "b >inference", "a inference>", "b inference>", "a >strict", "b >strict", "a strict>", "b strict>", "a >strict_right", "b >strict_right", "a strict_right>", "b strict_right>"],
            log);
    }

    [Fact]
    public async Task Hooks_may_change_what_goes_in_and_what_comes_out()
    {
        var test = new TestExperiment { Models = ["m1"], Items = 2 };
        test.Hooks.Add(new Changer());
        await using var orchestrator = folder.Open();

        var (_, result) = await orchestrator.RunSliceAsync(test.Build(), "s1", null, Token);

        Assert.All(test.Calls, static call => Assert.Equal("changed", call.Prompt.Messages[^1].Text));
        Assert.All(result.Scores.Where(static score => score.Score == "length"), static score => Assert.Equal(4.5, score.Samples[0].Value));
    }

    [Fact]
    public async Task Another_version_of_a_hook_runs_the_stages_anew_that_it_stands_around_and_no_other()
    {
        await using var orchestrator = folder.Open();
        var first = new TestExperiment();
        first.Hooks.Add(new Quiet("1", HookStages.Evaluation));
        await orchestrator.ExecuteAsync(first.Build(), RunStages.All, null, Token);

        var rescored = new TestExperiment();
        rescored.Hooks.Add(new Quiet("2", HookStages.Evaluation));
        await orchestrator.ExecuteAsync(rescored.Build(), RunStages.All, null, Token);
        Assert.Equal((0, 96), (rescored.Calls.Count, rescored.Scorings.Count));

        var regenerated = new TestExperiment();
        regenerated.Hooks.Add(new Quiet("1", HookStages.Inference));
        await orchestrator.ExecuteAsync(regenerated.Build(), RunStages.All, null, Token);
        Assert.Equal(36, regenerated.Calls.Count);
    }

    [Theory]
    [InlineData(HookStages.Inference)]
    [InlineData(HookStages.Extraction)]
    [InlineData(HookStages.Evaluation)]
    public async Task Hook_that_throws_fails_its_candidates_by_name_and_the_run_goes_on(HookStages stages)
    {
        var test = new TestExperiment { Models = ["m1"], Items = 2 };
        test.Hooks.Add(new Thrower(stages));
        await using var orchestrator = folder.Open();

        var (_, outcome) = await orchestrator.ExecuteAsync(test.Build(), RunStages.All, null, Token);

        Assert.Null(outcome.Stopped);
        Assert.Contains(outcome.Tasks[0].Unanswered, line => line.Contains($"{ErrorCode.HookFailed}: Hook 'thrower' threw InvalidOperationException before", StringComparison.Ordinal));
    }

    private static BenchmarkDefinition With(TestExperiment test, BenchmarkSpec spec) =>
        new() { Spec = spec, Plugins = test.Plugins, Datasets = test.Build().Datasets, Name = "B" };

    private sealed class Recorder(string id, ConcurrentQueue<string> log) : IHook
    {
        public string Id => id;

        public string Version => "1";

        public HookStages Stages => HookStages.All;

        public ValueTask BeforeInferenceAsync(InferenceHookContext context, CancellationToken cancellationToken) => Note(">inference");

        public ValueTask AfterInferenceAsync(InferenceHookContext context, CancellationToken cancellationToken) => Note("inference>");

        public ValueTask BeforeExtractionAsync(ExtractionHookContext context, CancellationToken cancellationToken) => Note($">{context.ParseId}");

        public ValueTask AfterExtractionAsync(ExtractionHookContext context, CancellationToken cancellationToken) => Note($"{context.ParseId}>");

        public ValueTask BeforeEvaluationAsync(EvaluationHookContext context, CancellationToken cancellationToken) => Note($">{context.Score}");

        public ValueTask AfterEvaluationAsync(EvaluationHookContext context, CancellationToken cancellationToken) => Note($"{context.Score}>");

        private ValueTask Note(string what)
        {
            log.Enqueue($"{id} {what}");
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Changer : IHook
    {
        public string Id => "changer";

        public string Version => "1";

        public HookStages Stages => HookStages.Inference | HookStages.Evaluation;

        public ValueTask BeforeInferenceAsync(InferenceHookContext context, CancellationToken cancellationToken)
        {
            context.Request = context.Request with { Prompt = new Prompt(new Message(MessageRole.User, "changed")) };
            return ValueTask.CompletedTask;
        }

        public ValueTask AfterInferenceAsync(InferenceHookContext context, CancellationToken cancellationToken)
        {
            context.Output = new Output("four");
            return ValueTask.CompletedTask;
        }

        public ValueTask AfterEvaluationAsync(EvaluationHookContext context, CancellationToken cancellationToken)
        {
            context.Result = new MetricResult(context.Result!.Value.Value + 0.5);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Quiet(string version, HookStages stages) : IHook
    {
        public string Id => "quiet";

        public string Version => version;

        public HookStages Stages => stages;
    }

    private sealed class Thrower(HookStages stages) : IHook
    {
        public string Id => "thrower";

        public string Version => "1";

        public HookStages Stages => stages;

        public ValueTask BeforeInferenceAsync(InferenceHookContext context, CancellationToken cancellationToken) => throw new InvalidOperationException("no");

        public ValueTask BeforeExtractionAsync(ExtractionHookContext context, CancellationToken cancellationToken) => throw new InvalidOperationException("no");

        public ValueTask BeforeEvaluationAsync(EvaluationHookContext context, CancellationToken cancellationToken) => throw new InvalidOperationException("no");
    }
}
