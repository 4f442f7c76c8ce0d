using Assay.Specs;
using OpenAI.Chat;

namespace Assay.AI.Messages;

/// <summary>Reads log probabilities from what OpenAI's client gave.</summary>
internal static class OpenAILogprobs
{
    /// <summary>The tokens of an answer, or of a piece of one that is streamed; none where it has none.</summary>
    public static IEnumerable<TokenLogprob> Of(object? raw) => (raw switch
    {
        ChatCompletion whole => whole.ContentTokenLogProbabilities,
        StreamingChatCompletionUpdate piece => piece.ContentTokenLogProbabilities,
        _ => null,
    })?.Select(static token => new TokenLogprob(token.Token, token.LogProbability) { Alternatives = AlternativesOf(token) }) ?? [];

    /// <summary>Tokens of other bytes may have one text: the most probable of them counts.</summary>
    private static ValueMap<double> AlternativesOf(ChatTokenLogProbabilityDetails token) => new(
        token.TopLogProbabilities.GroupBy(static one => one.Token, StringComparer.Ordinal).Select(static same => KeyValuePair.Create(same.Key, (double)same.Max(static one => one.LogProbability))));
}
