using Assay.Contracts;
using Assay.Errors;
using Assay.Execution.Spending;
using Assay.Runtime;
using Assay.Specs;

namespace Assay.Execution;

/// <summary>Calls engines: within the budget, again where that may help, and with every failure as data.</summary>
/// <param name="policy">Retries and backoff.</param>
/// <param name="breaker">Stopped when the budget is spent.</param>
/// <param name="meter">What may be spent; null for anything.</param>
/// <param name="redactor">Takes secrets out of messages.</param>
/// <param name="time">The clock.</param>
internal sealed class EngineCaller(ExecutionPolicy policy, CircuitBreaker breaker, BudgetMeter? meter, SecretRedactor redactor, TimeProvider time)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(60);

    /// <summary>Asks one turn as often as the policy allows.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="request">What it is asked.</param>
    /// <param name="attempts">Counts the attempts.</param>
    /// <param name="failed">Told of each attempt that is followed by another; null for nobody.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="OperationCanceledException">The run was stopped, or has spent its budget; nothing is to be recorded.</exception>
    public async ValueTask<(Output? Output, AssayException? Failure)> AskAsync(IEngine engine, EngineRequest request, Attempts attempts, Action<AssayException>? failed, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            attempts.Count++;
            var ticks = time.GetTimestamp();
            var (output, failure) = meter is not null && engine.IsRemote
                ? await AttemptWithinBudgetAsync(meter, engine, request, cancellationToken)
                : await AttemptAsync(engine, request, cancellationToken);
            if (failure is null || tries > policy.MaxRetries || !policy.RetryableCodes.Contains(failure.Code.Value))
                return (output, failure);
            attempts.Failed(failure.Code, MessageOf(failure), time.GetElapsedTime(ticks));
            failed?.Invoke(failure);
            await Task.Delay(DelayBefore(tries, request.Seed, failure), time, cancellationToken);
        }
    }

    /// <summary>A failure in words, without secrets.</summary>
    public string MessageOf(AssayException failure) =>
        redactor.Redact(string.Join(' ', failure.Problems.Select(static problem => problem.Message)))!;

    private async ValueTask<(Output? Output, AssayException? Failure)> AttemptWithinBudgetAsync(BudgetMeter counted, IEngine engine, EngineRequest request, CancellationToken cancellationToken)
    {
        var budget = new CallBudget(counted, engine, request);
        if (!await budget.TryBeginAsync(cancellationToken))
            throw Stop(counted);
        var ended = default((Output? Output, AssayException? Failure));
        try
        {
            ended = await AttemptAsync(engine, request with { Budget = budget }, cancellationToken);
        }
        finally
        {
            budget.End(ended.Output, ended.Failure);
        }

        return ended is { Failure.Code: var code } && code == ErrorCode.BudgetExhausted ? throw Stop(counted) : ended;
    }

    private RunStoppedException Stop(BudgetMeter counted)
    {
        breaker.Trip(counted.Exhausted);
        return new RunStoppedException();
    }

    private static async ValueTask<(Output? Output, AssayException? Failure)> AttemptAsync(IEngine engine, EngineRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var output = await engine.GenerateAsync(request, cancellationToken);
            return output is { Text: not null }
                ? (output, null)
                : (null, new EngineException(ErrorCode.EngineFailed, $"Engine '{engine.Id}' gave null; give an output, an empty one if need be."));
        }
        catch (Exception exception) when (exception is RunStoppedException or AnswerMissingException || (exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw;
        }
        catch (OperationCanceledException exception)
        {
            return (null, new EngineException(ErrorCode.Timeout, $"Engine '{engine.Id}' was cancelled from within: {exception.Message}", exception));
        }
        catch (AssayException exception)
        {
            return (null, exception);
        }
        catch (Exception exception)
        {
            return (null, new EngineException(ErrorCode.EngineFailed, $"Engine '{engine.Id}' threw {exception.GetType().Name}: {exception.Message}", exception));
        }
    }

    /// <summary>Exponential backoff with jitter between half and the whole of each step; a provider's own wish comes first.</summary>
    private TimeSpan DelayBefore(int attempts, long seed, AssayException failure)
    {
        if (failure is EngineException { RetryAfter: { } wish })
            return wish < LongestDelay ? wish : LongestDelay;
        var step = FirstDelay * Math.Pow(policy.BackoffFactor, attempts - 1);
        var jitter = 0.5 + ((seed >> (attempts % 8)) & 0xFF) / 510.0;
        var delay = step * jitter;
        return delay < LongestDelay ? delay : LongestDelay;
    }
}
