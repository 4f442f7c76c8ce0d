using Assay.Errors;

namespace Assay.Contracts;

/// <summary>Asks models of a run's engines on behalf of judges. The same question is asked once, whoever asks it: the answer is stored like any generation, and recorded with the run.</summary>
public interface IModelCaller
{
    /// <summary>Asks, unless the answer is known; retries as the project's policy says.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="EngineException">The call failed, or no engine of the model's provider is registered.</exception>
    /// <exception cref="AssayException"><see cref="ErrorCode.GenerationMissing"/>: the answer is not known, and the run may not ask for it.</exception>
    ValueTask<ModelAnswer> AskAsync(ModelQuestion question, CancellationToken cancellationToken);
}
