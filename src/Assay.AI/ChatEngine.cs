using Assay.AI.Faults;
using Assay.AI.Limits;
using Assay.AI.Messages;
using Assay.AI.Tools;
using Assay.Contracts;
using Assay.Errors;
using Assay.Runtime;
using Assay.Specs;
using Microsoft.Extensions.AI;

namespace Assay.AI;

/// <summary>
/// An engine that asks chat models through any <see cref="IChatClient"/>. It waits for the provider's limits, calls the handlers of
/// tools, and says with a stable code what went wrong; retries are the run's.
/// </summary>
public sealed class ChatEngine : IEngine, IDisposable
{
    private readonly Func<ModelSpec, IChatClient> clients;
    private readonly ChatEngineOptions options;
    private readonly IDisposable? owned;
    private readonly ProviderGate gate;
    private readonly LimitedCalls limited;
    private readonly ToolCaller tools;

    /// <summary>Makes an engine of a client, which stays the caller's to dispose.</summary>
    /// <param name="id">The id that a model's provider names.</param>
    /// <param name="client">Asked for every model, whose wire name is in <see cref="ChatOptions.ModelId"/>; called concurrently. Its own retries would be counted as one attempt: turn them off.</param>
    /// <param name="options">How it asks; the defaults when null.</param>
    /// <exception cref="AssayException">An option is out of range: <see cref="ErrorCode.OptionInvalid"/>.</exception>
    public ChatEngine(string id, IChatClient client, ChatEngineOptions? options = null)
        : this(id, _ => client, options ?? new ChatEngineOptions(), null, null)
    {
        ArgumentNullException.ThrowIfNull(client);
    }

    internal ChatEngine(string id, Func<ModelSpec, IChatClient> clients, ChatEngineOptions options, TracingHandler? handler, IDisposable? owned)
    {
        EnsureValid(options);
        Id = id;
        this.clients = clients;
        this.options = options;
        this.owned = owned;
        gate = new ProviderGate(options.MaxConcurrency, options.RequestsPerMinute, options.TokensPerMinute);
        limited = new LimitedCalls(gate, new FaultReader(id, options.Time), options.Timeout, options.Time, handler);
        tools = new ToolCaller(options.ToolTimeout, options.Time);
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <summary>The version: that of the form in which this library asks, and <see cref="ChatEngineOptions.Version"/>.</summary>
    public string Version => VersionOf(options.Version);

    /// <summary>The rendered prompt.</summary>
    public EngineInput Input => EngineInput.Prompt;

    /// <inheritdoc/>
    public bool IsPaid => options.IsPaid;

    /// <summary>Always: the client asks somebody else, so that answers are recorded, and not asked for in a replay.</summary>
    public bool IsRemote => true;

    /// <inheritdoc/>
    public EngineCapabilities Capabilities => options.Embeddings is null
        ? options.Capabilities
        : options.Capabilities with { ResponseFormats = [.. options.Capabilities.ResponseFormats, EngineCapabilities.Embedding] };

    /// <inheritdoc/>
    public IBatchEndpoint? Batches => options.Batches;

    /// <summary>How many calls may be under way now: at most <see cref="ChatEngineOptions.MaxConcurrency"/>, and fewer after the provider asked for fewer.</summary>
    public int ConcurrencyLimit => gate.Limit;

    /// <inheritdoc/>
    public Uri? EndpointOf(ModelSpec model) => options.Endpoint ?? (clients(model).GetService(typeof(ChatClientMetadata)) as ChatClientMetadata)?.ProviderUri;

    /// <summary>Asks the model, and calls tools for it until it answers with words alone.</summary>
    /// <inheritdoc/>
    public async ValueTask<Output> GenerateAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        if (request.Params.ResponseFormat == EngineCapabilities.Embedding && options.Embeddings is { } embeddings)
            return await embeddings.GenerateAsync(request, cancellationToken);
        var redactor = new SecretRedactor(options.Secrets.Concat(request.Runtime.Secrets.Values));
        var transcript = new TurnRecorder(redactor);
        var messages = ChatMessages.From(request.Prompt, options.DeveloperRole);
        var asked = ChatRequests.From(request, options.Capabilities, options.AddExtras ?? ChatRequests.AddProperties);
        var usage = new UsageDetails();
        TimeSpan? firstToken = null;
        var called = 0;
        for (var turn = 1; turn <= options.MaxTurns; turn++)
        {
            if (turn > 1 && request.Budget is { } budget)
                await budget.ReserveAsync(TokensOf(messages), asked.MaxOutputTokens, cancellationToken);
            var reply = await AskAsync(request.Model, messages, asked, redactor, cancellationToken);
            if (reply.Response.Usage is { } used)
                usage.Add(used);
            firstToken ??= reply.TimeToFirstToken;
            var calls = reply.Calls;
            if (calls.Count == 0)
                return OutputOf(reply, usage, firstToken, transcript, redactor);
            called += calls.Count;
            if (called > options.MaxToolCalls)
                throw Endless($"called tools more than {options.MaxToolCalls} times for one answer; raise max_tool_calls, or mend the prompt");
            await CallToolsAsync(request, reply.Text, calls, messages, transcript, cancellationToken);
        }

        throw Endless($"was asked {options.MaxTurns} times and still called tools; raise max_turns, or mend the prompt");
    }

    /// <summary>Ends the limits; calls that are under way are not waited for.</summary>
    public void Dispose()
    {
        gate.Dispose();
        (options.Batches as IDisposable)?.Dispose();
        options.Embeddings?.Dispose();
        owned?.Dispose();
    }

    internal static string VersionOf(string version) => $"chat/1:{version}";

    private ValueTask<ChatReply> AskAsync(ModelSpec model, List<ChatMessage> messages, ChatOptions asked, SecretRedactor redactor, CancellationToken cancellationToken) => limited.MakeAsync(
        Estimate(messages, asked),
        async (trace, token) =>
        {
            var client = clients(model);
            var reply = options.Stream
                ? await StreamAsync(client, messages, asked, trace, token)
                : new ChatReply(await client.GetResponseAsync(messages, asked, token), null, trace?.RequestId);
            reply.EnsureWhole(Id, options.AlwaysFinishes);
            return reply;
        },
        static reply => reply.Tokens,
        redactor,
        cancellationToken);

    private async ValueTask<ChatReply> StreamAsync(IChatClient client, List<ChatMessage> messages, ChatOptions asked, HttpTrace? trace, CancellationToken cancellationToken)
    {
        var started = options.Time.GetTimestamp();
        TimeSpan? first = null;
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync(messages, asked, cancellationToken))
        {
            if (first is null && update.Contents.Any(static content => content is TextContent { Text.Length: > 0 } or TextReasoningContent or FunctionCallContent))
                first = options.Time.GetElapsedTime(started);
            updates.Add(update);
        }

        return new ChatReply(updates.ToChatResponse(), first, trace?.RequestId) { Logprobs = [.. updates.SelectMany(static update => OpenAILogprobs.Of(update.RawRepresentation))] };
    }

    private async ValueTask CallToolsAsync(EngineRequest request, string text, IReadOnlyList<FunctionCallContent> calls, List<ChatMessage> messages, TurnRecorder transcript, CancellationToken cancellationToken)
    {
        transcript.Add(text, calls);
        List<AIContent> said = text.Length > 0 ? [new TextContent(text), .. calls] : [.. calls];
        messages.Add(new ChatMessage(ChatRole.Assistant, said));
        var results = new ChatMessage(ChatRole.Tool, (IList<AIContent>)[]);
        foreach (var call in calls)
        {
            var result = await tools.CallAsync(call, request, cancellationToken);
            transcript.Add(call, result);
            results.Contents.Add(new FunctionResultContent(call.CallId, result));
        }

        messages.Add(results);
    }

    private static Output OutputOf(ChatReply reply, UsageDetails usage, TimeSpan? firstToken, TurnRecorder transcript, SecretRedactor redactor)
    {
        var text = redactor.Redact(reply.Text);
        return new Output(text)
        {
            // A secret that was taken out of the text is not to be read token by token.
            Logprobs = text == reply.Text ? Specs.ValueList.From(reply.Logprobs) : [],
            InputTokens = ChatReply.Clamp(usage.InputTokenCount),
            CachedInputTokens = ChatReply.Clamp(usage.CachedInputTokenCount),
            OutputTokens = ChatReply.Clamp(usage.OutputTokenCount),
            FinishReason = reply.Response.FinishReason?.Value,
            RequestId = reply.RequestId ?? reply.Response.ResponseId,
            ModelVersion = reply.Response.ModelId,
            TimeToFirstToken = firstToken,
            Conversation = transcript.Turns,
        };
    }

    /// <summary>What a call will take, for the limit of tokens: four characters a token, and the longest answer that it may get.</summary>
    private static int Estimate(List<ChatMessage> messages, ChatOptions asked) =>
        (int)Math.Min(int.MaxValue, (long)TokensOf(messages) + (asked.MaxOutputTokens ?? 256));

    /// <summary>How many tokens messages have, about: four characters a token.</summary>
    private static int TokensOf(List<ChatMessage> messages) => (int)Math.Min(
        int.MaxValue,
        messages.SelectMany(static message => message.Contents).Sum(static content => content switch
        {
            TextContent text => text.Text.Length,
            FunctionResultContent result => (long)(result.Result?.ToString()?.Length ?? 0),
            _ => 0,
        }) / 4);

    private EngineException Endless(string what) => new(ErrorCode.ToolLimit, $"A model of provider '{Id}' {what}.");

    private static void EnsureValid(ChatEngineOptions options) => OptionRanges.EnsureAboveZero(
        (nameof(options.Timeout), options.Timeout.TotalSeconds),
        (nameof(options.ToolTimeout), options.ToolTimeout.TotalSeconds),
        (nameof(options.MaxConcurrency), options.MaxConcurrency),
        (nameof(options.RequestsPerMinute), options.RequestsPerMinute),
        (nameof(options.TokensPerMinute), options.TokensPerMinute),
        (nameof(options.MaxTurns), options.MaxTurns),
        (nameof(options.MaxToolCalls), options.MaxToolCalls));
}
