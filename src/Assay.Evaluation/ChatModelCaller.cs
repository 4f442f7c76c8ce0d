using Assay.Contracts;
using Assay.Errors;
using Assay.Runtime;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace Assay.Evaluation;

/// <summary>Asks the client of a chat configuration on behalf of judges, whichever model they name. Nothing is stored.</summary>
/// <param name="client">The client.</param>
/// <param name="time">The clock.</param>
internal sealed class ChatModelCaller(IChatClient client, TimeProvider time) : IModelCaller
{
    /// <summary>What a judge or metric is given to ask models with.</summary>
    public static RuntimeContext ContextOf(ChatConfiguration? chat, TimeProvider time) => new() { Models = chat is null ? null : new ChatModelCaller(chat.ChatClient, time) };

    /// <inheritdoc/>
    public async ValueTask<ModelAnswer> AskAsync(ModelQuestion question, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            var response = await client.GetResponseAsync(ChatTexts.ToMessages(question.Prompt), ChatTexts.ToOptions(question.Model, question.Params), cancellationToken);
            return new ModelAnswer(ChatTexts.ToOutput(response), question.Prompt.Digest(), question.Params.Seed ?? question.Seed) { IsFresh = true, Duration = time.GetElapsedTime(started) };
        }
        catch (Exception exception) when (exception is not AssayException && (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested))
        {
            throw new EngineException(ErrorCode.EngineFailed, $"The chat client threw {exception.GetType().Name}: {exception.Message}", exception);
        }
    }
}
