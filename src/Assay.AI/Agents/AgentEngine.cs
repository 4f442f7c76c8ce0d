using Assay.AI.Faults;
using Assay.AI.Limits;
using Assay.AI.Messages;
using Assay.AI.Tools;
using Assay.Contracts;
using Assay.Errors;
using Assay.Runtime;
using Assay.Specs;
using Microsoft.Agents.AI;

namespace Assay.AI;

/// <summary>
/// An engine that runs any <see cref="AIAgent"/>: each candidate in a session of its own, with the prompt's later turns, and with every answer,
/// call of a tool, argument and result recorded. What an agent is made of is not seen: its version stands for it.
/// </summary>
public sealed class AgentEngine : IEngine, IDisposable
{
    private readonly AIAgent agent;
    private readonly AgentEngineOptions options;
    private readonly ProviderGate gate;
    private readonly FaultReader faults;
    private readonly ToolCaller tools;

    /// <summary>Makes an engine of an agent, which stays the caller's.</summary>
    /// <param name="id">The id that a model's provider names.</param>
    /// <param name="agent">The agent; run concurrently, each run in a session of its own.</param>
    /// <param name="options">How it is run; the defaults when null.</param>
    /// <exception cref="AssayException">An option is out of range: <see cref="ErrorCode.OptionInvalid"/>.</exception>
    public AgentEngine(string id, AIAgent agent, AgentEngineOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(agent);
        options ??= new AgentEngineOptions();
        OptionRanges.EnsureAboveZero(
            (nameof(options.Timeout), options.Timeout.TotalSeconds),
            (nameof(options.ToolTimeout), options.ToolTimeout.TotalSeconds),
            (nameof(options.MaxConcurrency), options.MaxConcurrency),
            (nameof(options.MaxTurns), options.MaxTurns),
            (nameof(options.MaxToolCalls), options.MaxToolCalls));
        Id = id;
        this.agent = agent;
        this.options = options;
        gate = new ProviderGate(options.MaxConcurrency, null, null);
        faults = new FaultReader(id, options.Time);
        tools = new ToolCaller(options.ToolTimeout, options.Time);
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <summary>The version: that of the form in which this library runs agents, and <see cref="AgentEngineOptions.Version"/>.</summary>
    public string Version => $"agent/1:{options.Version}";

    /// <summary>The rendered prompt.</summary>
    public EngineInput Input => EngineInput.Prompt;

    /// <inheritdoc/>
    public bool IsPaid => options.IsPaid;

    /// <summary>Always: an agent asks somebody else, so that answers are recorded, and not asked for in a replay.</summary>
    public bool IsRemote => true;

    /// <summary>Response formats, images and later turns; tools where <see cref="AgentEngineOptions.RunOptions"/> hands them on.</summary>
    public EngineCapabilities Capabilities => new()
    {
        ResponseFormats = ["text", "json", "json_schema"],
        Images = true,
        FollowUps = true,
        Tools = options.RunOptions is not null,
    };

    /// <summary>Runs the agent for the prompt and each of its later turns, in one session.</summary>
    /// <inheritdoc/>
    public async ValueTask<Output> GenerateAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        var redactor = new SecretRedactor(options.Secrets.Concat(request.Runtime.Secrets.Values));
        using var pass = await gate.EnterAsync(0, cancellationToken);
        using var limit = new CancellationTokenSource(options.Timeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var given = new GivenTools(request, tools);
        try
        {
            var output = await RunAsync(request, given, new TurnRecorder(redactor), redactor, either.Token);
            pass.Answered(null);
            return output;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception) when (limit.IsCancellationRequested)
        {
            throw faults.TimedOut(options.Timeout);
        }
        catch (Exception exception)
        {
            var failure = given.Failure ?? faults.Read(exception, null, redactor);
            if (FaultReader.IsPushback(failure, null))
                pass.PushedBack();
            throw failure;
        }
    }

    /// <summary>Ends the limits; runs that are under way are not waited for.</summary>
    public void Dispose() => gate.Dispose();

    private async ValueTask<Output> RunAsync(EngineRequest request, GivenTools given, TurnRecorder recorder, SecretRedactor redactor, CancellationToken cancellationToken)
    {
        var asked = OptionsOf(request, given);
        var session = await agent.CreateSessionAsync(cancellationToken);
        var run = new AgentRun(Id, agent, session, options, recorder, given);
        var answer = await run.AskAsync(ChatMessages.From(new Prompt(request.Prompt.Messages), options.DeveloperRole), asked, cancellationToken);
        foreach (var next in request.Prompt.FollowUps)
        {
            recorder.Add(MessageRole.Assistant, answer);
            recorder.Add(next.Role, next.Text);
            answer = await run.AskAsync(ChatMessages.From(new Prompt(next), options.DeveloperRole), asked, cancellationToken);
        }

        return run.ToOutput(redactor.Redact(answer)) with { Conversation = recorder.Turns };
    }

    private AgentRunOptions OptionsOf(EngineRequest request, GivenTools given)
    {
        var made = options.RunOptions?.Invoke(request, given.Functions);
        var asked = request.Params;
        if (made is null && (asked.Temperature is not null || asked.TopP is not null || asked.MaxTokens is not null || asked.Stop.Count > 0 || asked.Extras.Keys.Any(static key => key is not ("json_schema" or "json_schema_name"))))
            throw new EngineException(ErrorCode.BadRequest, $"The agent '{Id}' has params of its own, and the benchmark asks for others; leave them out, or hand them on in {nameof(AgentEngineOptions)}.{nameof(AgentEngineOptions.RunOptions)}.");
        made ??= new AgentRunOptions();
        made.ResponseFormat ??= ChatRequests.FormatOf(request);
        return made;
    }
}
