using Assay.Contracts;
using Assay.Runtime;
using Assay.Specs;

namespace Assay.Execution.Batches;

/// <summary>What the parts of a run's batches share.</summary>
/// <param name="Run">The run.</param>
/// <param name="Row">The run's row.</param>
/// <param name="Engine">The engine that is asked.</param>
/// <param name="Endpoint">Its batches.</param>
/// <param name="Desk">Where they are submitted.</param>
/// <param name="Budget">What may be spent.</param>
/// <param name="Policy">Retries.</param>
/// <param name="Context">What belongs to this run alone.</param>
/// <param name="Time">The clock.</param>
internal sealed record BatchScope(PreparedRun Run, long Row, IEngine Engine, IBatchEndpoint Endpoint, BatchDesk Desk, BatchBudget Budget, ExecutionPolicy Policy, RuntimeContext Context, TimeProvider Time)
{
    private readonly SecretRedactor redactor = new(Context.Secrets.Values);

    /// <summary>A failure in words, without secrets.</summary>
    public string MessageOf(Errors.AssayException failure) => redactor.Redact(string.Join(' ', failure.Problems.Select(static problem => problem.Message)))!;

    /// <summary>Whether what failed is tried again.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="attempts">How often it was tried.</param>
    public bool IsTriedAgain(Errors.AssayException failure, int attempts) => attempts <= Policy.MaxRetries && Policy.RetryableCodes.Contains(failure.Code.Value);
}
