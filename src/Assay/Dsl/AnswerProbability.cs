using System.Text;

namespace Assay;

/// <summary>How probable an answer was, by the log probabilities of the tokens that say it.</summary>
internal static class AnswerProbability
{
    /// <summary>The probability of what was said: of the last token that is the answer by itself, white space around it left out, else of the tokens that the answer's last mention lies in.</summary>
    /// <returns>Null where no token says it.</returns>
    public static double? Of(IReadOnlyList<TokenLogprob> tokens, string answer)
    {
        if (PlaceOf(tokens, answer) is { } place)
            return Math.Exp(tokens[place].Logprob);
        var text = new StringBuilder();
        var ends = new int[tokens.Count];
        for (var i = 0; i < tokens.Count; i++)
            ends[i] = text.Append(tokens[i].Token).Length;
        var at = answer.Length == 0 ? -1 : text.ToString().LastIndexOf(answer, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var sum = 0.0;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (ends[i] > at && ends[i] - tokens[i].Token.Length < at + answer.Length)
                sum += tokens[i].Logprob;
        }

        return Math.Exp(sum);
    }

    /// <summary>The probability that another answer had in the place of the one that was given: of all tokens there that are it by themselves, 0 where none of those that are known is.</summary>
    /// <returns>Null where no token by itself is the answer that was given.</returns>
    public static double? Of(IReadOnlyList<TokenLogprob> tokens, string answer, string inPlaceOf)
    {
        if (PlaceOf(tokens, inPlaceOf) is not { } place)
            return null;
        IEnumerable<KeyValuePair<string, double>> there = tokens[place].Alternatives.Count > 0 ? tokens[place].Alternatives : [KeyValuePair.Create(tokens[place].Token, tokens[place].Logprob)];
        return Math.Min(1, there.Where(one => one.Key.Trim() == answer).Sum(static one => Math.Exp(one.Value)));
    }

    private static int? PlaceOf(IReadOnlyList<TokenLogprob> tokens, string answer)
    {
        for (var i = tokens.Count - 1; i >= 0; i--)
        {
            if (tokens[i].Token.Trim() == answer)
                return i;
        }

        return null;
    }
}
