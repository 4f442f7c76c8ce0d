using System.Globalization;
using System.Text;

namespace Assay.Metrics;

/// <summary>Splits texts into the words that overlap metrics count.</summary>
internal static class Words
{
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /// <summary>As SQuAD's evaluation does: lower case, without ASCII punctuation, without <c>a</c>, <c>an</c> and <c>the</c>, split at white space.</summary>
    public static IReadOnlyList<string> Squad(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.ToLowerInvariant())
            if (!Punctuation.Contains(c, StringComparison.Ordinal))
                plain.Append(c);
        return [.. plain.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => word is not ("a" or "an" or "the"))];
    }

    /// <summary>Runs of letters, marks and digits of any script, in lower case.</summary>
    public static IReadOnlyList<string> Lower(string text) => Tokens(text.ToLowerInvariant(), others: false);

    /// <summary>Runs of letters, marks and digits of any script, and every other character that is not white space by itself.</summary>
    public static IReadOnlyList<string> WithPunctuation(string text) => Tokens(text, others: true);

    private static List<string> Tokens(string text, bool others)
    {
        var tokens = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                word.Append(rune);
                continue;
            }

            End(tokens, word);
            if (others && !Rune.IsWhiteSpace(rune))
                tokens.Add(rune.ToString());
        }

        End(tokens, word);
        return tokens;
    }

    private static void End(List<string> tokens, StringBuilder word)
    {
        if (word.Length > 0)
            tokens.Add(word.ToString());
        word.Clear();
    }
}
