using Assay.Errors;

namespace Assay.Contracts;

/// <summary>What a call of an engine may still spend. An engine that asks its provider several times for one answer reserves what each later time may take.</summary>
public interface ICallBudget
{
    /// <summary>Reserves more; waits while calls that are under way may leave enough.</summary>
    /// <param name="promptTokens">How many tokens will be read, about.</param>
    /// <param name="completionTokens">How many may be generated at most; null takes the params' longest.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="EngineException">The run has spent what it may: <see cref="ErrorCode.BudgetExhausted"/>.</exception>
    ValueTask ReserveAsync(int promptTokens, int? completionTokens, CancellationToken cancellationToken);
}
