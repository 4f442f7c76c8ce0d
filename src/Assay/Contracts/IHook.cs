namespace Assay.Contracts;

/// <summary>
/// Runs around stages and may change what goes in and what comes out. Registered hooks run in the order of registration, before
/// and after alike. Called concurrently; must be safe for that. A hook that throws fails its candidate with
/// <see cref="Errors.ErrorCode.HookFailed"/>; the run goes on.
/// </summary>
public interface IHook
{
    /// <summary>The id, unique among the registered hooks.</summary>
    string Id { get; }

    /// <summary>The version or code digest; part of the identity of the stages in <see cref="Stages"/>.</summary>
    string Version { get; }

    /// <summary>The stages it stands around; its other members are not called.</summary>
    HookStages Stages { get; }

    /// <summary>Before the engine is asked for a candidate, once whatever the number of attempts. Does nothing by default.</summary>
    ValueTask BeforeInferenceAsync(InferenceHookContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>After the engine has answered. Does nothing by default.</summary>
    ValueTask AfterInferenceAsync(InferenceHookContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Before an output is parsed. Does nothing by default.</summary>
    ValueTask BeforeExtractionAsync(ExtractionHookContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>After an output was parsed, also where nothing was found. Does nothing by default.</summary>
    ValueTask AfterExtractionAsync(ExtractionHookContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Before a metric runs. Does nothing by default.</summary>
    ValueTask BeforeEvaluationAsync(EvaluationHookContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>After a metric has run. Does nothing by default.</summary>
    ValueTask AfterEvaluationAsync(EvaluationHookContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
