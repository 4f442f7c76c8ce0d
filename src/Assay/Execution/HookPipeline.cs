using Assay.Contracts;
using Assay.Errors;
using Assay.Text;

namespace Assay.Execution;

/// <summary>The hooks of a run, sorted by stage once, so that a stage without hooks costs a comparison.</summary>
internal sealed class HookPipeline
{
    private readonly IHook[] inference;
    private readonly IHook[] extraction;
    private readonly IHook[] evaluation;

    public HookPipeline(IReadOnlyList<IHook> hooks)
    {
        inference = Of(hooks, HookStages.Inference);
        extraction = Of(hooks, HookStages.Extraction);
        evaluation = Of(hooks, HookStages.Evaluation);
    }

    public static HookPipeline None { get; } = new([]);

    public bool AroundInference => inference.Length > 0;

    public bool AroundExtraction => extraction.Length > 0;

    public bool AroundEvaluation => evaluation.Length > 0;

    public ValueTask BeforeAsync(InferenceHookContext context, CancellationToken cancellationToken) =>
        RunAsync(inference, "before inference", context, static (hook, context, token) => hook.BeforeInferenceAsync(context, token), cancellationToken);

    public ValueTask AfterAsync(InferenceHookContext context, CancellationToken cancellationToken) =>
        RunAsync(inference, "after inference", context, static (hook, context, token) => hook.AfterInferenceAsync(context, token), cancellationToken);

    public ValueTask BeforeAsync(ExtractionHookContext context, CancellationToken cancellationToken) =>
        RunAsync(extraction, "before extraction", context, static (hook, context, token) => hook.BeforeExtractionAsync(context, token), cancellationToken);

    public ValueTask AfterAsync(ExtractionHookContext context, CancellationToken cancellationToken) =>
        RunAsync(extraction, "after extraction", context, static (hook, context, token) => hook.AfterExtractionAsync(context, token), cancellationToken);

    public ValueTask BeforeAsync(EvaluationHookContext context, CancellationToken cancellationToken) =>
        RunAsync(evaluation, "before evaluation", context, static (hook, context, token) => hook.BeforeEvaluationAsync(context, token), cancellationToken);

    public ValueTask AfterAsync(EvaluationHookContext context, CancellationToken cancellationToken) =>
        RunAsync(evaluation, "after evaluation", context, static (hook, context, token) => hook.AfterEvaluationAsync(context, token), cancellationToken);

    private static IHook[] Of(IReadOnlyList<IHook> hooks, HookStages stage) => [.. hooks.Where(hook => hook.Stages.HasFlag(stage))];

    private static async ValueTask RunAsync<T>(IHook[] hooks, string moment, T context, Func<IHook, T, CancellationToken, ValueTask> call, CancellationToken cancellationToken)
    {
        foreach (var hook in hooks)
        {
            try
            {
                await call(hook, context, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception exception)
            {
                throw new AssayException(ErrorCode.HookFailed, $"Hook '{hook.Id}' threw {exception.GetType().Name} {moment}: {Thrown.Message(exception)}", exception);
            }
        }
    }
}
