using System.Text.Json;
using Assay.Errors;
using Microsoft.Extensions.AI;

namespace Assay.AI.Messages;

/// <summary>One answer of a model: words, calls of tools, and what the provider says of it.</summary>
/// <param name="Response">The answer as the client gave it.</param>
/// <param name="TimeToFirstToken">How long the first token took; null when the answer was not streamed.</param>
/// <param name="RequestId">The provider's name for the request; null when it did not say.</param>
internal sealed record ChatReply(ChatResponse Response, TimeSpan? TimeToFirstToken, string? RequestId)
{
    /// <summary>The words; a refusal's where the model refused.</summary>
    public string Text => Response.Text is { Length: > 0 } text ? text : Contents.OfType<ErrorContent>().FirstOrDefault()?.Message ?? "";

    /// <summary>The tokens with their log probabilities; empty where the provider gave none.</summary>
    public IReadOnlyList<TokenLogprob> Logprobs { get; init; } = [.. OpenAILogprobs.Of(Response.RawRepresentation)];

    /// <summary>The calls of tools, each id once: a provider that repeats a call means one. A call without an id is itself alone.</summary>
    public IReadOnlyList<FunctionCallContent> Calls =>
        [.. Contents.OfType<FunctionCallContent>().Where(static call => !call.InformationalOnly).DistinctBy(static call => call.CallId is { Length: > 0 } id ? id : (object)call)];

    /// <summary>All tokens; null when the provider did not say.</summary>
    public int? Tokens => Response.Usage is { } usage
        ? Clamp(usage.TotalTokenCount ?? ((usage.InputTokenCount ?? 0) + (usage.OutputTokenCount ?? 0)))
        : null;

    private IEnumerable<AIContent> Contents => Response.Messages.SelectMany(static message => message.Contents);

    /// <summary>The arguments of a call as JSON; null where they are none.</summary>
    public static JsonElement? ArgumentsOf(FunctionCallContent call) => call.Exception is not null
        ? null
        : JsonSerializer.SerializeToElement(call.Arguments ?? new Dictionary<string, object?>(), AIJsonUtilities.DefaultOptions);

    /// <summary>Refuses an answer that is none.</summary>
    /// <param name="engine">The engine's id.</param>
    /// <param name="finishes">Whether every whole answer of this provider says why it ended.</param>
    /// <exception cref="EngineException"><see cref="ErrorCode.ContentFilter"/>, <see cref="ErrorCode.MalformedResponse"/>.</exception>
    public void EnsureWhole(string engine, bool finishes)
    {
        if (Response.FinishReason == ChatFinishReason.ContentFilter)
            throw new EngineException(ErrorCode.ContentFilter, $"The filter of provider '{engine}' stopped the answer.");
        if (finishes && Response.FinishReason is null)
        {
            throw new EngineException(ErrorCode.MalformedResponse, Contents.Any()
                ? $"The answer of provider '{engine}' ended before it was finished."
                : $"Nothing of an answer came from provider '{engine}'. Where it does not stream its answers, set stream = false at [provider.{engine}] of the project's file.");
        }
    }

    /// <summary>A count of tokens within the range of what is recorded.</summary>
    public static int? Clamp(long? count) => count is null ? null : (int)Math.Clamp(count.Value, 0, int.MaxValue);
}
