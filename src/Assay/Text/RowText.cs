using System.Globalization;
using System.Text;

namespace Assay.Text;

/// <summary>Escapes text so that it fits one field of one line and shows a reviewer what it holds.</summary>
internal static class RowText
{
    /// <summary>
    /// The text with backslash, tab and line breaks as <c>\\</c>, <c>\t</c>, <c>\n</c> and <c>\r</c>, and with
    /// control characters, direction overrides, lone surrogates and <paramref name="separator"/> as <c>\uXXXX</c>.
    /// </summary>
    public static string Escape(string text, char separator = '\t')
    {
        var first = 0;
        while (first < text.Length && !NeedsEscape(text, first, separator))
            first++;
        if (first == text.Length)
            return text;

        var escaped = new StringBuilder(text, 0, first, text.Length + 16);
        for (var i = first; i < text.Length; i++)
        {
            if (NeedsEscape(text, i, separator))
                escaped.Append(EscapeOf(text[i]));
            else
                escaped.Append(text[i]);
        }

        return escaped.ToString();
    }

    /// <summary>Undoes <see cref="Escape"/>; false where a backslash begins no known escape.</summary>
    public static bool TryUnescape(ReadOnlySpan<char> text, out string value)
    {
        value = "";
        if (!text.Contains('\\'))
        {
            value = text.ToString();
            return true;
        }

        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
                continue;
            }

            if (!TryReadEscape(text[(i + 1)..], out var character, out var length))
                return false;
            plain.Append(character);
            i += length;
        }

        value = plain.ToString();
        return true;
    }

    private static bool TryReadEscape(ReadOnlySpan<char> rest, out char character, out int length)
    {
        length = 1;
        character = rest.IsEmpty ? '\0' : rest[0] switch { '\\' => '\\', 't' => '\t', 'n' => '\n', 'r' => '\r', _ => '\0' };
        if (character != '\0')
            return true;
        if (rest.Length < 5 || rest[0] != 'u' || !ushort.TryParse(rest[1..5], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            return false;
        character = (char)code;
        length = 5;
        return true;
    }

    private static string EscapeOf(char character) => character switch
    {
        '\\' => @"\\",
        '\t' => @"\t",
        '\n' => @"\n",
        '\r' => @"\r",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
    };

    private static bool NeedsEscape(string text, int index, char separator)
    {
        var character = text[index];
        if (character == '\\' || character == separator || char.IsControl(character))
            return true;
        if (character < '\u2028')
            return false;
        if (char.IsSurrogate(character))
            return !IsPaired(text, index);
        return character is '\u2028' or '\u2029' or '\ufeff' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
    }

    private static bool IsPaired(string text, int index) =>
        char.IsHighSurrogate(text[index])
            ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
            : index > 0 && char.IsHighSurrogate(text[index - 1]);
}
