namespace Assay.Contracts;

/// <summary>
/// Runs around stages and may change what goes in and what comes out. Registered hooks run in the order of registration, before
/// and after alike. Called concurrently; must be safe for that. A hook that throws fails its candidate with
/// <see cref="Errors.ErrorCode.HookFailed"/>; the run goes on.
/// </summary>
/// <remarks>Registering a hook, or changing its version, runs the stages anew around which it stands: they may give something else with it.</remarks>
public interface IHook
{
    /// <summary>The id, unique among the registered hooks.</summary>
    string Id { get; }

    /// <summary>The version or code digest; part of the identity of the stages in <see cref="Stages"/>.</summary>
    string Version { get; }

    /// <summary>The stages it stands around; its other members are not called. At least one.</summary>
    HookStages Stages { get; }

    /// <summary>Before the engine is asked for a candidate, once whatever the number of attempts. Does nothing by default.</summary>
    /// <param name="context">Holds the request, which may be changed.</param>
    /// <param name="cancellationToken">Stops the hook.</param>
    ValueTask BeforeInferenceAsync(InferenceHookContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>After the engine has answered; not where it failed. Does nothing by default.</summary>
    /// <param name="context">Holds the output, which may be changed: what the last hook leaves is stored.</param>
    /// <param name="cancellationToken">Stops the hook.</param>
    ValueTask AfterInferenceAsync(InferenceHookContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Before an output is parsed. Does nothing by default.</summary>
    /// <param name="context">Holds the output, which may be changed for this parse alone.</param>
    /// <param name="cancellationToken">Stops the hook.</param>
    ValueTask BeforeExtractionAsync(ExtractionHookContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>After an output was parsed, also where nothing was found; not where an extractor threw. Does nothing by default.</summary>
    /// <param name="context">Holds the extraction, which may be changed.</param>
    /// <param name="cancellationToken">Stops the hook.</param>
    ValueTask AfterExtractionAsync(ExtractionHookContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Before a metric runs. Does nothing by default.</summary>
    /// <param name="context">Holds what the metric reads, which may be changed for this metric alone.</param>
    /// <param name="cancellationToken">Stops the hook.</param>
    ValueTask BeforeEvaluationAsync(EvaluationHookContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>After a metric has run; not where it threw. Does nothing by default.</summary>
    /// <param name="context">Holds the result, which may be changed.</param>
    /// <param name="cancellationToken">Stops the hook.</param>
    ValueTask AfterEvaluationAsync(EvaluationHookContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
