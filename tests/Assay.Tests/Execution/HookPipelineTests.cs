using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Specs;

namespace Assay.Tests.Execution;

public sealed class HookPipelineTests
{
    private static readonly Item Item = new("i", 1, "1"u8.ToArray());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_hook_sees_what_those_before_it_changed()
    {
        var hooks = new HookPipeline([new Appender("a", HookStages.All), new Appender("b", HookStages.All)]);
        var inference = new InferenceHookContext(new EngineRequest(new ModelSpec("m", "e"), new InferenceParams(), Prompt.Empty, Item, 1, 0)) { Output = new Output("") };
        var extraction = new ExtractionHookContext("letter", Item, new Output("")) { Extraction = Extraction.Found("") };
        var evaluation = new EvaluationHookContext("accuracy", new MetricContext(Item, new Output(""), "")) { Result = new MetricResult(0, "") };

        await hooks.BeforeAsync(inference, Token);
        await hooks.AfterAsync(inference, Token);
        await hooks.BeforeAsync(extraction, Token);
        await hooks.AfterAsync(extraction, Token);
        await hooks.BeforeAsync(evaluation, Token);
        await hooks.AfterAsync(evaluation, Token);

        Assert.Equal(("ab", "ab"), (inference.Request.Model.Name, inference.Output!.Text));
        Assert.Equal(("ab", "ab"), (extraction.Output.Text, extraction.Extraction.Value));
        Assert.Equal(("ab", "ab"), (evaluation.Metric.Parsed, evaluation.Result!.Value.Explanation));
    }

    [Fact]
    public async Task Hook_is_not_called_around_stages_that_it_does_not_name()
    {
        var hooks = new HookPipeline([new Appender("a", HookStages.Inference), new Appender("b", HookStages.Evaluation)]);
        var extraction = new ExtractionHookContext("letter", Item, new Output(""));
        var evaluation = new EvaluationHookContext("accuracy", new MetricContext(Item, new Output(""), ""));

        await hooks.BeforeAsync(extraction, Token);
        await hooks.BeforeAsync(evaluation, Token);

        Assert.Equal(("", "b"), (extraction.Output.Text, evaluation.Metric.Parsed));
        Assert.Equal((true, false, true), (hooks.AroundInference, hooks.AroundExtraction, hooks.AroundEvaluation));
    }

    [Fact]
    public async Task Hook_that_throws_ends_the_stage_with_its_name_and_the_moment()
    {
        var after = new Appender("after", HookStages.All);
        var hooks = new HookPipeline([new Thrower(new InvalidOperationException("no")), after]);
        var context = new ExtractionHookContext("letter", Item, new Output(""));

        var error = await Assert.ThrowsAsync<AssayException>(async () => await hooks.BeforeAsync(context, Token));

        Assert.Equal(ErrorCode.HookFailed, error.Code);
        Assert.Contains("Hook 'thrower' threw InvalidOperationException before extraction: no", error.Message, StringComparison.Ordinal);
        Assert.Equal("", context.Output.Text);
    }

    [Fact]
    public async Task Cancellation_is_no_failure_of_a_hook()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var context = new ExtractionHookContext("letter", Item, new Output(""));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await new HookPipeline([new Thrower(new OperationCanceledException())]).BeforeAsync(context, stop.Token));
        var error = await Assert.ThrowsAsync<AssayException>(async () => await new HookPipeline([new Thrower(new OperationCanceledException())]).BeforeAsync(context, Token));

        Assert.Equal(ErrorCode.HookFailed, error.Code);
    }

    private sealed class Appender(string id, HookStages stages) : IHook
    {
        public string Id => id;

        public string Version => "1";

        public HookStages Stages => stages;

        public async ValueTask BeforeInferenceAsync(InferenceHookContext context, CancellationToken cancellationToken)
        {
            await Task.Yield();
            context.Request = context.Request with { Model = context.Request.Model with { Name = context.Request.Model.Name + id } };
        }

        public async ValueTask AfterInferenceAsync(InferenceHookContext context, CancellationToken cancellationToken)
        {
            await Task.Yield();
            context.Output = new Output(context.Output!.Text + id);
        }

        public async ValueTask BeforeExtractionAsync(ExtractionHookContext context, CancellationToken cancellationToken)
        {
            await Task.Yield();
            context.Output = new Output(context.Output.Text + id);
        }

        public async ValueTask AfterExtractionAsync(ExtractionHookContext context, CancellationToken cancellationToken)
        {
            await Task.Yield();
            context.Extraction = Extraction.Found(context.Extraction.Value + id);
        }

        public async ValueTask BeforeEvaluationAsync(EvaluationHookContext context, CancellationToken cancellationToken)
        {
            await Task.Yield();
            context.Metric = context.Metric with { Parsed = context.Metric.Parsed + id };
        }

        public async ValueTask AfterEvaluationAsync(EvaluationHookContext context, CancellationToken cancellationToken)
        {
            await Task.Yield();
            context.Result = context.Result!.Value with { Explanation = context.Result.Value.Explanation + id };
        }
    }

    private sealed class Thrower(Exception exception) : IHook
    {
        public string Id => "thrower";

        public string Version => "1";

        public HookStages Stages => HookStages.All;

        public ValueTask BeforeExtractionAsync(ExtractionHookContext context, CancellationToken cancellationToken) => throw exception;
    }
}
