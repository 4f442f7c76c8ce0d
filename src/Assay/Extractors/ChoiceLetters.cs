using System.Text.RegularExpressions;

namespace Assay.Extractors;

/// <summary>Finds the letter that an answer to a multiple-choice question chooses.</summary>
internal sealed class ChoiceLetters
{
    /// <summary>The choices where none are given.</summary>
    public const string Usual = "ABCDE";

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private static readonly string[] Joiners =
        ["or", "and", "is", "was", "are", "because", "since", "as", "but", "though", "seems", "looks", "not", "then", "instead"];

    private readonly Regex cued;
    private readonly Regex bare;

    /// <summary>Looks for some letters.</summary>
    /// <param name="choices">ASCII letters or digits, in any case.</param>
    /// <exception cref="ArgumentException">There is none, or one is something else.</exception>
    public ChoiceLetters(string choices)
    {
        if (choices.Length == 0 || !choices.All(char.IsAsciiLetterOrDigit))
            throw new ArgumentException("The choices must be letters or digits, at least one.", nameof(choices));
        cued = new Regex($@"\b(?:answer|option|choice)\s*(?:is)?\s*[:\-]?\s*\(?[{choices}]\b", Options);
        bare = new Regex($@"\b[{choices}]\b", Options);
    }

    /// <summary>
    /// The letter, in upper case; null when there is none. A filled box is read alone. Otherwise the first letter after
    /// <c>answer</c>, <c>option</c> or <c>choice</c>, else the first that stands alone. An article (<c>A good option</c>)
    /// or the pronoun <c>I</c> gives way to a later letter that is marked: in brackets, bold or quotes, before a full stop
    /// or bracket, or last in its line.
    /// </summary>
    public char? Find(string text)
    {
        var source = BoxedText.OrAll(text);
        return (FirstOf(cued, source) ?? FirstOf(bare, source)) is { } found ? char.ToUpperInvariant(found) : null;
    }

    // Both patterns end with the letter.
    private char? FirstOf(Regex regex, string text)
    {
        foreach (var first in regex.EnumerateMatches(text))
        {
            var index = first.Index + first.Length - 1;
            if (IsWord(text, index))
            {
                foreach (var later in bare.EnumerateMatches(text, index + 1))
                {
                    if (IsMarked(text, later.Index))
                        return text[later.Index];
                }
            }

            return text[index];
        }

        return null;
    }

    private static bool IsWord(string text, int index)
    {
        if (text[index] is not ('a' or 'A' or 'I') || index + 2 >= text.Length || text[index + 1] != ' ')
            return false;
        var end = index + 2;
        while (end < text.Length && char.IsLower(text[end]))
            end++;
        return end > index + 2 && !Joiners.Contains(text[(index + 2)..end], StringComparer.Ordinal);
    }

    private static bool IsMarked(string text, int index)
    {
        if (IsWord(text, index))
            return false;
        var before = index > 0 ? text[index - 1] : ' ';
        var after = index + 1 < text.Length ? text[index + 1] : '\n';
        return before is '(' or '[' or '*' or '"' or '`' or '\u201C' || after is ')' or ']' or '*' or '.' or ':' or '!' or '\r' or '\n';
    }
}
