using System.Text.RegularExpressions;

namespace Assay.Extractors;

/// <summary>Finds the answer to a mathematical question.</summary>
internal static partial class MathAnswer
{
    /// <summary>The content of the last filled box; else what follows the last line's <c>Answer:</c>; else the whole text, trimmed.</summary>
    public static string Of(string text)
    {
        if (BoxedText.Find(text) is { Length: > 0 } boxed)
            return boxed;
        var last = "";
        foreach (Match match in AnswerLine().Matches(text))
            last = match.Groups[1].Value.Trim();
        return last.Length > 0 ? last : text.Trim();
    }

    [GeneratedRegex(@"^[^\S\n]*answer\s*:\s*(.+)$", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex AnswerLine();
}
