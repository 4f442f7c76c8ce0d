using Assay.Contracts;
using Assay.Errors;
using Assay.Planning;
using Assay.Runtime;
using Assay.Storage;
using Assay.Telemetry;

namespace Assay.Execution;

/// <summary>Generates for one candidate: every turn, with the hooks around, and every failure as data.</summary>
/// <param name="caller">Calls engines.</param>
/// <param name="breaker">Stops the run after too many equal failures in a row.</param>
/// <param name="hooks">What stands around inference.</param>
/// <param name="context">What belongs to this run alone.</param>
/// <param name="servers">The run's connections to servers of tools; null where there are none.</param>
/// <param name="telemetry">Told of each generation.</param>
/// <param name="time">The clock.</param>
internal sealed class GenerationStage(EngineCaller caller, CircuitBreaker breaker, HookPipeline hooks, RuntimeContext context, ToolServers? servers, TaskTelemetry telemetry, TimeProvider time)
{
    /// <summary>Generates, and gives the entry to store.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="slice">Its plan.</param>
    /// <param name="rows">The rows that the entry names.</param>
    /// <param name="committed">Called when the entry is committed.</param>
    /// <param name="cancellationToken">Stops the generation.</param>
    /// <exception cref="OperationCanceledException">The run was stopped; nothing is recorded.</exception>
    public async ValueTask<GenerationEntry> RunAsync(Candidate candidate, PlannedSlice slice, GenerationRows rows, Action<StoreEntry> committed, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var ticks = time.GetTimestamp();
        var parameters = slice.Experiment.Params[candidate.Cell.Params];
        var seed = parameters.Seed ?? TrialIdentity.SeedOf(candidate.Key);
        var attempts = new Attempts();
        var request = new EngineRequest(candidate.Model.Spec, parameters, candidate.Prompt, candidate.Item, seed, candidate.Cell.Sample)
        {
            Runtime = context,
            Tools = slice.Tools,
            McpServers = slice.McpServers,
        };
        var answer = await ObserveAsync(candidate, request, slice.ToolServers, attempts, cancellationToken);
        if (UnaskableOf(candidate) is null)
            breaker.Record(candidate.Model.Spec.Id, answer.Failure);
        return caller.EntryOf(candidate.Key, seed, rows, answer, attempts, started, ticks, committed);
    }

    /// <summary>Why nobody can be asked: the item cannot be read, or the prompt not rendered. That says nothing about the provider.</summary>
    private static AssayException? UnaskableOf(Candidate candidate) => candidate.Item.Failure ?? candidate.RenderFailure;

    /// <summary>Generates, and tells of it where somebody listens.</summary>
    private async ValueTask<(Output? Output, AssayException? Failure)> ObserveAsync(Candidate candidate, EngineRequest request, IReadOnlyList<IToolServer> offered, Attempts attempts, CancellationToken cancellationToken)
    {
        if (telemetry.ScopeOf(candidate.Cell) is not { } scope)
            return await AskAsync(candidate, request, offered, attempts, cancellationToken);
        var trace = telemetry.Publisher.GenerationStarted(scope, request, candidate.Model.Engine.Input);
        attempts.Trace = trace;
        request = request with { Runtime = telemetry.Publisher.Observed(request.Runtime, trace) };
        try
        {
            var (output, failure) = await AskAsync(candidate, request, offered, attempts, cancellationToken);
            telemetry.Publisher.GenerationEnded(trace, output, failure, attempts.Count);
            return (output, failure);
        }
        catch
        {
            TelemetryPublisher.GenerationStopped(trace);
            throw;
        }
    }

    private async ValueTask<(Output? Output, AssayException? Failure)> AskAsync(Candidate candidate, EngineRequest request, IReadOnlyList<IToolServer> offered, Attempts attempts, CancellationToken cancellationToken)
    {
        if (UnaskableOf(candidate) is { } failure)
            return (null, failure);
        if (offered.Count > 0 && servers is not null)
        {
            try
            {
                request = await servers.ServeAsync(request, offered, attempts.Trace is { } trace ? handler => telemetry.Publisher.Observed(handler, trace) : null, cancellationToken);
            }
            catch (AssayException exception)
            {
                return (null, exception);
            }
        }

        return hooks.AroundInference
            ? await AskWithHooksAsync(candidate.Model.Engine, request, attempts, cancellationToken)
            : await AskAsync(candidate.Model.Engine, request, attempts, cancellationToken);
    }

    private async ValueTask<(Output? Output, AssayException? Failure)> AskWithHooksAsync(IEngine engine, EngineRequest request, Attempts attempts, CancellationToken cancellationToken)
    {
        try
        {
            var around = new InferenceHookContext(request);
            await hooks.BeforeAsync(around, cancellationToken);
            var (output, failure) = await AskAsync(engine, around.Request, attempts, cancellationToken);
            if (failure is not null)
                return (null, failure);
            around.Output = output;
            await hooks.AfterAsync(around, cancellationToken);
            return around.Output is { } changed
                ? (changed, null)
                : (null, new AssayException(ErrorCode.HookFailed, "A hook after inference took the output away; set another output, or leave it."));
        }
        catch (AssayException exception) when (exception is not AnswerMissingException)
        {
            return (null, exception);
        }
    }

    /// <summary>Asks every turn of a prompt, each as often as the policy allows.</summary>
    private async ValueTask<(Output? Output, AssayException? Failure)> AskAsync(IEngine engine, EngineRequest request, Attempts attempts, CancellationToken cancellationToken)
    {
        if (request.Prompt.FollowUps.IsEmpty || engine.CapabilitiesOf(request.Model).FollowUps)
            return await AskTurnAsync(engine, request, attempts, cancellationToken);
        AssayException? failure = null;
        var output = await Conversation.AskAsync(request, async turn =>
        {
            (var answer, failure) = await AskTurnAsync(engine, turn, attempts, cancellationToken);
            return answer;
        }, attempts.Trace is { } trace ? turn => telemetry.Publisher.Turned(trace, turn) : null);
        return failure is null ? (output, null) : (null, failure);
    }

    private ValueTask<(Output? Output, AssayException? Failure)> AskTurnAsync(IEngine engine, EngineRequest request, Attempts attempts, CancellationToken cancellationToken) => caller.AskAsync(
        engine,
        request,
        attempts,
        attempts.Trace is { } trace ? failure => telemetry.Publisher.AttemptFailed(trace, failure, attempts.Count) : null,
        cancellationToken);
}
