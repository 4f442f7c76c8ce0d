namespace Assay.Contracts;

/// <summary>A hook of functions, which are called concurrently. It stands around the stages for which it has one.</summary>
/// <param name="id">The id, unique among the registered hooks.</param>
/// <param name="version">The version or code digest.</param>
public sealed class FunctionHook(string id, string version) : IHook
{
    /// <inheritdoc/>
    public string Id { get; } = id;

    /// <inheritdoc/>
    public string Version { get; } = version;

    /// <summary>Runs before the engine is asked; null for nothing.</summary>
    public Func<InferenceHookContext, CancellationToken, ValueTask>? BeforeInference { get; init; }

    /// <summary>Runs after the engine has answered; null for nothing.</summary>
    public Func<InferenceHookContext, CancellationToken, ValueTask>? AfterInference { get; init; }

    /// <summary>Runs before a parse; null for nothing.</summary>
    public Func<ExtractionHookContext, CancellationToken, ValueTask>? BeforeExtraction { get; init; }

    /// <summary>Runs after a parse; null for nothing.</summary>
    public Func<ExtractionHookContext, CancellationToken, ValueTask>? AfterExtraction { get; init; }

    /// <summary>Runs before a metric; null for nothing.</summary>
    public Func<EvaluationHookContext, CancellationToken, ValueTask>? BeforeEvaluation { get; init; }

    /// <summary>Runs after a metric; null for nothing.</summary>
    public Func<EvaluationHookContext, CancellationToken, ValueTask>? AfterEvaluation { get; init; }

    /// <inheritdoc/>
    public HookStages Stages =>
        Stage(HookStages.Inference, BeforeInference, AfterInference) | Stage(HookStages.Extraction, BeforeExtraction, AfterExtraction) | Stage(HookStages.Evaluation, BeforeEvaluation, AfterEvaluation);

    /// <inheritdoc/>
    public ValueTask BeforeInferenceAsync(InferenceHookContext context, CancellationToken cancellationToken) => BeforeInference?.Invoke(context, cancellationToken) ?? ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask AfterInferenceAsync(InferenceHookContext context, CancellationToken cancellationToken) => AfterInference?.Invoke(context, cancellationToken) ?? ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask BeforeExtractionAsync(ExtractionHookContext context, CancellationToken cancellationToken) => BeforeExtraction?.Invoke(context, cancellationToken) ?? ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask AfterExtractionAsync(ExtractionHookContext context, CancellationToken cancellationToken) => AfterExtraction?.Invoke(context, cancellationToken) ?? ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask BeforeEvaluationAsync(EvaluationHookContext context, CancellationToken cancellationToken) => BeforeEvaluation?.Invoke(context, cancellationToken) ?? ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask AfterEvaluationAsync(EvaluationHookContext context, CancellationToken cancellationToken) => AfterEvaluation?.Invoke(context, cancellationToken) ?? ValueTask.CompletedTask;

    private static HookStages Stage(HookStages stage, Delegate? before, Delegate? after) => before is null && after is null ? HookStages.None : stage;
}
