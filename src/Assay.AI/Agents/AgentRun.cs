using System.Text;
using Assay.AI.Messages;
using Assay.AI.Tools;
using Assay.Errors;
using Assay.Specs;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Assay.AI;

/// <summary>One candidate's run of an agent, a turn of the prompt at a time.</summary>
/// <param name="engine">The engine's id.</param>
/// <param name="agent">The agent.</param>
/// <param name="session">The session of this run alone.</param>
/// <param name="options">The limits.</param>
/// <param name="recorder">Takes down what is said.</param>
/// <param name="given">The tools of the slice, and the failure of one that must end the run.</param>
internal sealed class AgentRun(string engine, AIAgent agent, AgentSession session, AgentEngineOptions options, TurnRecorder recorder, GivenTools given)
{
    private readonly UsageDetails usage = new();
    private TimeSpan? firstToken;
    private ChatResponse? last;

    /// <summary>Runs the agent until it answers.</summary>
    /// <returns>The answer; everything that was said before it is recorded.</returns>
    /// <exception cref="EngineException">It called tools for longer than it may: <see cref="ErrorCode.ToolLimit"/>; or a tool's server is gone.</exception>
    public async ValueTask<string> AskAsync(IEnumerable<ChatMessage> messages, AgentRunOptions asked, CancellationToken cancellationToken)
    {
        var started = options.Time.GetTimestamp();
        var updates = new List<AgentResponseUpdate>();
        var limits = new AgentLimits(engine, options);
        await foreach (var update in agent.RunStreamingAsync(messages, session, asked, cancellationToken))
        {
            if (firstToken is null && update.Contents.Any(static content => content is TextContent { Text.Length: > 0 } or TextReasoningContent or FunctionCallContent))
                firstToken = options.Time.GetElapsedTime(started);
            limits.See(update.Contents);
            updates.Add(update);
            if (given.Failure is { } failure)
                throw failure;
        }

        var response = updates.ToAgentResponse();
        if (response.Usage is { } used)
            usage.Add(used);
        last = response.AsChatResponse();
        return Record(response.Messages);
    }

    /// <summary>The output, its conversation left out.</summary>
    public Output ToOutput(string text) => new(text)
    {
        InputTokens = ChatReply.Clamp(usage.InputTokenCount),
        CachedInputTokens = ChatReply.Clamp(usage.CachedInputTokenCount),
        OutputTokens = ChatReply.Clamp(usage.OutputTokenCount),
        FinishReason = last?.FinishReason?.Value,
        RequestId = last?.ResponseId,
        ModelVersion = last?.ModelId,
        TimeToFirstToken = firstToken,
    };

    /// <summary>Takes down the messages but for the last words, which are the answer.</summary>
    private string Record(IEnumerable<ChatMessage> messages)
    {
        var words = new StringBuilder();
        var calls = new List<FunctionCallContent>();
        var open = new Dictionary<string, FunctionCallContent>(StringComparer.Ordinal);
        foreach (var message in messages)
        {
            // A new message of words closes the one before.
            if (words.Length > 0 && calls.Count == 0 && message.Contents.Any(static content => content is TextContent { Text.Length: > 0 }))
                Flush();
            foreach (var content in message.Contents)
            {
                switch (content)
                {
                    case TextContent text when message.Role != ChatRole.Tool:
                        words.Append(text.Text);
                        break;
                    case FunctionCallContent call when open.TryAdd(call.CallId, call):
                        calls.Add(call);
                        break;
                    case FunctionResultContent result:
                        Flush();
                        if (open.Remove(result.CallId, out var called))
                            recorder.Add(called, ToolTexts.Of(result.Result));
                        else
                            recorder.Add(MessageRole.Tool, ToolTexts.Of(result.Result));
                        break;
                    default:
                        break;
                }
            }
        }

        if (calls.Count > 0)
            Flush();
        return words.ToString();

        void Flush()
        {
            if (words.Length > 0 || calls.Count > 0)
                recorder.Add(words.ToString(), [.. calls]);
            words.Clear();
            calls.Clear();
        }
    }
}
