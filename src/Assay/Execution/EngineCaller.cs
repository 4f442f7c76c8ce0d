using Assay.Contracts;
using Assay.Errors;
using Assay.Execution.Spending;
using Assay.Identity;
using Assay.Runtime;
using Assay.Specs;
using Assay.Storage;
using Assay.Text;

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

    /// <summary>What is stored of a generation that was asked for.</summary>
    /// <param name="key">Its identity.</param>
    /// <param name="seed">The seed that it was asked with.</param>
    /// <param name="rows">The rows that the entry names.</param>
    /// <param name="answer">What came of it.</param>
    /// <param name="attempts">How often it was asked.</param>
    /// <param name="started">When it was first asked.</param>
    /// <param name="ticks">The same as a timestamp of the clock.</param>
    /// <param name="committed">Called when the entry is committed.</param>
    public GenerationEntry EntryOf(
        Hash128 key, long seed, GenerationRows rows, (Output? Output, AssayException? Failure) answer, Attempts attempts, DateTimeOffset started, long ticks, Action<StoreEntry> committed)
    {
        return new GenerationEntry
        {
            RunId = rows.Run,
            Key = key,
            ModelId = rows.Model,
            ParamsId = rows.Params,
            Seed = seed,
            Output = answer.Output,
            Failure = answer.Failure?.Code,
            FailureMessage = answer.Failure is null ? null : MessageOf(answer.Failure),
            Started = started,
            Duration = time.GetElapsedTime(ticks),
            Attempts = Math.Max(1, attempts.Count),
            FailedAttempts = attempts.FailedOnes,
            Committed = committed,
        };
    }

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
            return (null, new EngineException(ErrorCode.EngineFailed, $"Engine '{engine.Id}' threw {exception.GetType().Name}: {Thrown.Message(exception)}", exception));
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
