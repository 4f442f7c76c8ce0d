using System.Text.RegularExpressions;

namespace Assay.Extractors;

/// <summary>Finds LaTeX boxes.</summary>
internal static partial class BoxedText
{
    /// <summary>
    /// The trimmed content of the last <c>\boxed{…}</c> that is closed and lies in no other closed box; null when there is
    /// none. Case does not matter, white space may precede the brace, and braces nest.
    /// </summary>
    public static string? Find(string text)
    {
        HashSet<int>? openers = null;
        foreach (var match in Opener().EnumerateMatches(text))
            (openers ??= []).Add(match.Index + match.Length - 1);
        if (openers is null)
            return null;

        var open = new Stack<int>();
        string? last = null;
        for (var i = openers.Min(); i < text.Length; i++)
        {
            if (text[i] == '{')
                open.Push(i);
            else if (text[i] == '}' && open.TryPop(out var start) && openers.Contains(start))
                last = text[(start + 1)..i].Trim();
        }

        return last;
    }

    /// <summary>The content of the last box that holds something, else the text itself.</summary>
    public static string OrAll(string text) => Find(text) is { Length: > 0 } boxed ? boxed : text;

    [GeneratedRegex(@"\\[bB][oO][xX][eE][dD]\s*\{", RegexOptions.CultureInvariant)]
    private static partial Regex Opener();
}
