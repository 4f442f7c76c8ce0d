using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Assay.Cli.Terminal;

/// <summary>Breaks texts into lines between words: after blanks, after underscores within a name, and after hyphens and slashes between letters.</summary>
internal static class WordWrap
{
    /// <summary>How many columns of a terminal a text takes.</summary>
    public static int WidthOf(string text) => text.GetCellWidth();

    /// <summary>A text in lines of a width; a word that is longer is cut.</summary>
    public static string Of(string text, int width)
    {
        if (WidthOf(text) <= width)
            return text;
        var (lines, line) = (new List<string>(), "");
        foreach (var word in WordsOf(text).SelectMany(word => CutOf(word, width)))
        {
            if (line.Length > 0 && WidthOf(line + word.TrimEnd()) > width)
            {
                lines.Add(line.TrimEnd());
                line = "";
            }

            line += word;
        }

        lines.Add(line.TrimEnd());
        return string.Join('\n', lines);
    }

    /// <summary>The words with what follows them, so that joined they are the text.</summary>
    public static IEnumerable<string> WordsOf(string text)
    {
        var begin = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (!IsBreak(text, i))
                continue;
            yield return text[begin..i];
            begin = i;
        }

        if (begin < text.Length)
            yield return text[begin..];
    }

    private static bool IsBreak(string text, int at)
    {
        var (before, after) = (text[at - 1], text[at]);
        return before switch
        {
            ' ' => after != ' ',
            '_' => at > 1 && char.IsLetterOrDigit(text[at - 2]) && char.IsLetterOrDigit(after),
            '-' or '/' => at > 1 && char.IsLetter(text[at - 2]) && char.IsLetter(after),
            _ => false,
        };
    }

    private static IEnumerable<string> CutOf(string word, int width)
    {
        if (WidthOf(word.TrimEnd()) <= width)
        {
            yield return word;
            yield break;
        }

        var part = new StringBuilder();
        var elements = StringInfo.GetTextElementEnumerator(word);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            if (part.Length > 0 && WidthOf(part + element) > width)
            {
                yield return part.ToString();
                part.Clear();
            }

            part.Append(element);
        }

        yield return part.ToString();
    }
}
