using System.Text;

namespace Assay.Text;

/// <summary>Escapes ids so that Markdown shows them as they are, on one line and within one cell.</summary>
internal static class MarkdownText
{
    /// <summary>The text with what Markdown or HTML would read as markup escaped, and control characters spelled out.</summary>
    public static string Escape(string text)
    {
        var plain = RowText.Escape(text);
        var escaped = new StringBuilder(plain.Length + 8);
        for (var i = 0; i < plain.Length; i++)
        {
            switch (plain[i])
            {
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                case '\\' or '|' or '`' or '*' or '[' or ']' or '#' or '~':
                    escaped.Append('\\').Append(plain[i]);
                    break;
                case '_' when !IsWithinWord(plain, i):
                    escaped.Append(@"\_");
                    break;
                default:
                    escaped.Append(plain[i]);
                    break;
            }
        }

        return escaped.ToString();
    }

    private static bool IsWithinWord(string text, int index) =>
        index > 0 && index < text.Length - 1 && char.IsLetterOrDigit(text[index - 1]) && char.IsLetterOrDigit(text[index + 1]);
}
