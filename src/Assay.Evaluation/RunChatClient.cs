using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Assay.Contracts;
using Assay.Specs;
using Microsoft.Extensions.AI;

namespace Assay.Evaluation;

/// <summary>A chat client for one evaluation that asks a run's engine, so that answers are stored, recorded and counted. It keeps what was asked, and what went wrong even where the evaluator hides it.</summary>
/// <param name="judge">Who asks, for the record.</param>
/// <param name="version">The version of who asks.</param>
/// <param name="model">The model.</param>
/// <param name="defaults">With what it is asked, where the evaluator does not say.</param>
/// <param name="models">Asks.</param>
internal sealed class RunChatClient(string judge, string version, ModelSpec model, InferenceParams defaults, IModelCaller models) : IChatClient
{
    private readonly Lock gate = new();
    private readonly List<JudgeCall> calls = [];
    private Exception? fault;

    /// <summary>What was asked and answered, in order.</summary>
    public ValueList<JudgeCall> Calls
    {
        get
        {
            lock (gate)
                return ValueList.From(calls);
        }
    }

    /// <summary>Throws what went wrong first, if anything.</summary>
    public void ThrowFault()
    {
        if (fault is not null)
            ExceptionDispatchInfo.Throw(fault);
    }

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var prompt = ChatTexts.ToPrompt(messages);
            var answer = await models.AskAsync(new ModelQuestion(model, ChatTexts.ToParams(options, defaults), prompt), cancellationToken);
            var output = answer.Output;
            lock (gate)
            {
                calls.Add(new JudgeCall(judge, version, prompt.Text, output.Text)
                {
                    Key = answer.Key,
                    Seed = answer.Seed,
                    InputTokens = output.InputTokens,
                    OutputTokens = output.OutputTokens,
                    Duration = answer.Duration,
                });
            }

            return ChatTexts.ToResponse(output);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Interlocked.CompareExchange(ref fault, exception, null);
            throw;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata)
        ? new ChatClientMetadata(model.Provider, null, model.WireName)
        : serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        // The run owns what is asked.
    }
}
