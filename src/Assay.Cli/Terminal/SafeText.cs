using System.Globalization;
using System.Text;

namespace Assay.Cli.Terminal;

/// <summary>Texts of models and data, made harmless for a terminal: control characters are shown, not obeyed.</summary>
internal static class SafeText
{
    private const int FirstPicture = 0x2400;

    /// <summary>A text with its line breaks; other control and direction characters are replaced by pictures or their code.</summary>
    public static string Lines(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var character in text.ReplaceLineEndings("\n"))
        {
            if (character == '\n')
                safe.Append('\n');
            else if (character == '\t')
                safe.Append("    ");
            else
                Add(safe, character);
        }

        return safe.ToString();
    }

    /// <summary>A text on one line.</summary>
    public static string OneLine(string text) => Lines(text).Replace("\n", "⏎", StringComparison.Ordinal);

    /// <summary>The beginning of a text on one line.</summary>
    public static string Beginning(string text, int most)
    {
        var line = OneLine(text.Length > most * 2 ? text[..(most * 2)] : text);
        if (line.Length <= most)
            return line;
        var end = char.IsHighSurrogate(line[most - 1]) ? most - 1 : most;
        return line[..end] + "…";
    }

    private static void Add(StringBuilder safe, char character)
    {
        if (character < ' ')
            safe.Append((char)(FirstPicture + character));
        else if (char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format && character != '\u200D')
            safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        else
            safe.Append(character);
    }
}
