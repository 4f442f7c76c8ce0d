using System.Text.Json.Nodes;

namespace Assay.StubProvider;

/// <summary>Log probabilities that are a function of the request and the token, in the form of OpenAI's interface.</summary>
public static class StubLogprobs
{
    private static readonly string[] Others = ["A", "B", "C", "D"];

    /// <summary>The log probability of a token; less than 0, at least -2.</summary>
    public static double Of(StubRequest request, string token) => -0.01 * (1 + ((SeededAnswers.NumberOf(request) + token.Length) % 200));

    /// <summary>The log probability of an alternative.</summary>
    /// <param name="request">The request.</param>
    /// <param name="token">The token that was generated.</param>
    /// <param name="place">The alternative's place after the token, from 1.</param>
    public static double Of(StubRequest request, string token, int place) => Of(request, token) - place;

    internal static JsonNode? Of(StubRequest request, IEnumerable<string> tokens)
    {
        if (!request.Body.TryGetProperty("logprobs", out var asked) || !asked.GetBoolean())
            return null;
        var most = request.Body.TryGetProperty("top_logprobs", out var top) ? top.GetInt32() : 0;
        return new JsonObject
        {
            ["content"] = new JsonArray([.. tokens.Select(token =>
            {
                var one = Token(token, Of(request, token));
                one["top_logprobs"] = new JsonArray([.. AlternativesTo(token).Take(most).Select((other, place) => (JsonNode)Token(other, place == 0 ? Of(request, token) : Of(request, token, place)))]);
                return (JsonNode)one;
            })]),
            ["refusal"] = null,
        };
    }

    private static IEnumerable<string> AlternativesTo(string token) => Others.Where(other => other != token.Trim()).Prepend(token);

    private static JsonObject Token(string text, double logprob) => new() { ["token"] = text, ["logprob"] = logprob, ["bytes"] = null };
}
