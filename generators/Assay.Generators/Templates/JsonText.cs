using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Assay.Generators.Templates;

/// <summary>Tells JSON from text, since generators cannot bring a JSON library.</summary>
internal static class JsonText
{
    private static readonly Regex Number = new(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>The value itself where it is JSON, else the value as a JSON string.</summary>
    public static string Of(string value)
    {
        var reader = new Reader(value);
        return reader.ReadDocument() ? value : Quote(value);
    }

    /// <summary>The value as a JSON string.</summary>
    public static string Quote(string value)
    {
        var json = new StringBuilder("\"");
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append(@"\\"),
                < ' ' => json.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
                _ => json.Append(character),
            };
        }

        return json.Append('"').ToString();
    }

    private sealed class Reader(string text)
    {
        private const int DeepestNesting = 32;

        private int position;

        public bool ReadDocument() => ReadValue(0) && SkipSpace() && position == text.Length;

        private bool ReadValue(int depth)
        {
            SkipSpace();
            if (position >= text.Length || depth > DeepestNesting)
                return false;
            return text[position] switch
            {
                '{' => ReadList('}', () => ReadString() && SkipSpace() && Take(':') && ReadValue(depth + 1)),
                '[' => ReadList(']', () => ReadValue(depth + 1)),
                '"' => ReadString(),
                _ => ReadWord(),
            };
        }

        private bool ReadList(char end, Func<bool> readElement)
        {
            position++;
            SkipSpace();
            if (Take(end))
                return true;
            while (SkipSpace() && readElement() && SkipSpace())
            {
                if (Take(end))
                    return true;
                if (!Take(','))
                    return false;
            }

            return false;
        }

        private bool ReadString()
        {
            if (!Take('"'))
                return false;
            while (position < text.Length)
            {
                var current = text[position++];
                if (current == '"')
                    return true;
                if (current < ' ' || (current == '\\' && !ReadEscape()))
                    return false;
            }

            return false;
        }

        private bool ReadEscape()
        {
            if (position >= text.Length)
                return false;
            var escape = text[position++];
            if (escape != 'u')
                return "\"\\/bfnrt".Contains(escape);
            for (var i = 0; i < 4; i++)
            {
                if (position >= text.Length || !Uri.IsHexDigit(text[position++]))
                    return false;
            }

            return true;
        }

        private bool ReadWord()
        {
            var start = position;
            while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '+' or '-' or '.'))
                position++;
            var word = text.Substring(start, position - start);
            return word is "true" or "false" or "null" || Number.IsMatch(word);
        }

        private bool Take(char expected)
        {
            if (position >= text.Length || text[position] != expected)
                return false;
            position++;
            return true;
        }

        private bool SkipSpace()
        {
            while (position < text.Length && text[position] is ' ' or '\t' or '\n' or '\r')
                position++;
            return true;
        }
    }
}
