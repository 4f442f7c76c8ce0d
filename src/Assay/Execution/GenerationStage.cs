using Assay.Contracts;
using Assay.Errors;
using Assay.Planning;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>Calls the engine for one candidate: retries what may be retried and turns every failure into data.</summary>
/// <param name="policy">Retries and backoff.</param>
/// <param name="breaker">Stops the run after too many equal failures in a row.</param>
/// <param name="time">The clock.</param>
internal sealed class GenerationStage(ExecutionPolicy policy, CircuitBreaker breaker, TimeProvider time)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(60);

    /// <summary>Generates, and gives the entry to store.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped; nothing is recorded.</exception>
    /// <exception cref="AssayException">The circuit breaker tripped.</exception>
    public async ValueTask<GenerationEntry> RunAsync(
        Candidate candidate,
        InferenceParams parameters,
        long runId,
        long modelId,
        Action<StoreEntry> committed,
        CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var ticks = time.GetTimestamp();
        var seed = parameters.Seed ?? TrialIdentity.SeedOf(candidate.Key);
        var attempts = 0;
        Output? output = null;
        AssayException? failure = candidate.RenderFailure;
        if (failure is null)
        {
            var request = new EngineRequest(candidate.Model.Spec, parameters, candidate.Prompt, candidate.Item, seed, candidate.Cell.Sample);
            while (true)
            {
                attempts++;
                cancellationToken.ThrowIfCancellationRequested();
                (output, failure) = await AttemptAsync(candidate.Model.Engine, request, cancellationToken);
                if (failure is null || attempts > policy.MaxRetries || !policy.RetryableCodes.Contains(failure.Code.Value))
                    break;
                await Task.Delay(DelayBefore(attempts, seed, failure), time, cancellationToken);
            }
        }

        breaker.Record(failure);
        return new GenerationEntry
        {
            RunId = runId,
            Key = candidate.Key,
            ModelId = modelId,
            Seed = seed,
            Output = output,
            Failure = failure?.Code,
            FailureMessage = failure is null ? null : string.Join(' ', failure.Problems.Select(static problem => problem.Message)),
            Started = started,
            Duration = time.GetElapsedTime(ticks),
            Attempts = Math.Max(1, attempts),
            Committed = committed,
        };
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
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
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
