using Assay.AI.Faults;
using Assay.Errors;
using Assay.Runtime;

namespace Assay.AI.Limits;

/// <summary>Calls of a provider: within its limits, each within a time, and with a stable code for whatever goes wrong.</summary>
/// <param name="gate">The provider's limits.</param>
/// <param name="faults">Says what went wrong.</param>
/// <param name="timeout">How long one call may take.</param>
/// <param name="time">The clock.</param>
/// <param name="handler">Sees every call; null where nobody looks.</param>
internal sealed class LimitedCalls(ProviderGate gate, FaultReader faults, TimeSpan timeout, TimeProvider time, TracingHandler? handler)
{
    /// <summary>Makes a call once the limits allow it.</summary>
    /// <param name="estimate">The tokens that it is thought to take.</param>
    /// <param name="call">Makes it; given what is seen of it.</param>
    /// <param name="tokensOf">The tokens that an answer took; null where the provider did not say.</param>
    /// <param name="redactor">Takes secrets out of what went wrong.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineException">The call failed, or took too long.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<T> MakeAsync<T>(int estimate, Func<HttpTrace?, CancellationToken, ValueTask<T>> call, Func<T, int?> tokensOf, SecretRedactor redactor, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(estimate, cancellationToken);
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var trace = handler?.Begin();
        try
        {
            var answer = await call(trace, either.Token);
            pass.Answered(tokensOf(answer));
            return answer;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception) when (limit.IsCancellationRequested)
        {
            throw faults.TimedOut(timeout);
        }
        catch (Exception exception) when ((exception as AssayException)?.Code != ErrorCode.SecretMissing)
        {
            var failure = faults.Read(exception, trace, redactor);
            if (FaultReader.IsPushback(failure, trace))
                pass.PushedBack();
            throw failure;
        }
    }
}
