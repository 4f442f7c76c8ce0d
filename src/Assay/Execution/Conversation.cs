using Assay.Contracts;
using Assay.Specs;

namespace Assay.Execution;

/// <summary>Asks an engine a prompt with its scripted later turns: each is sent after the answer to what came before.</summary>
internal static class Conversation
{
    /// <summary>Asks each turn once.</summary>
    /// <param name="request">The prompt with its follow-ups.</param>
    /// <param name="ask">Asks one turn.</param>
    /// <param name="turned">Told of each turn before the last answer as it happens; null for nobody.</param>
    /// <returns>The last answer, with the tokens of all turns and everything that was said before it; null where a turn failed.</returns>
    public static async ValueTask<Output?> AskAsync(EngineRequest request, Func<EngineRequest, ValueTask<Output?>> ask, Action<ConversationTurn>? turned)
    {
        var messages = request.Prompt.Messages;
        var answer = await ask(request with { Prompt = new Prompt(messages) });
        var turns = new List<ConversationTurn>();
        foreach (var next in request.Prompt.FollowUps)
        {
            if (answer is null)
                return null;
            foreach (var turn in (ConversationTurn[])[.. answer.Conversation, new(MessageRole.Assistant, answer.Text), new(next.Role, next.Text)])
            {
                turns.Add(turn);
                turned?.Invoke(turn);
            }

            messages = [.. messages, new Message(MessageRole.Assistant, answer.Text), next];
            var last = await ask(request with { Prompt = new Prompt(messages) });
            answer = last is null ? null : Added(last, answer);
        }

        return answer is null ? null : answer with { Conversation = ValueList.From(turns.Concat(answer.Conversation)) };
    }

    private static Output Added(Output last, Output before) => last with
    {
        InputTokens = Sum(last.InputTokens, before.InputTokens),
        CachedInputTokens = Sum(last.CachedInputTokens, before.CachedInputTokens),
        OutputTokens = Sum(last.OutputTokens, before.OutputTokens),
    };

    private static int? Sum(int? one, int? other) => one is null && other is null ? null : (one ?? 0) + (other ?? 0);
}
