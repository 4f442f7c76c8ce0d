using System.Globalization;
using System.Text;

namespace Assay.Text;

/// <summary>Cuts text of any length to one short line, of which a reviewer sees all that it holds.</summary>
internal static class LineCut
{
    /// <summary>How many characters a cut has at most, its ellipsis left out.</summary>
    public const int Length = 120;

    /// <summary>The beginning of the text: white space and line ends folded to one space, the rest as <see cref="RowText.Escape"/> has it, and <c>…</c> where more follows. Text elements are never parted.</summary>
    public static string Of(string text)
    {
        var cut = new StringBuilder(Length + 1);
        var isSpaced = false;
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                isSpaced = cut.Length > 0;
                i++;
                continue;
            }

            var length = StringInfo.GetNextTextElementLength(text.AsSpan(i));
            var shown = RowText.Escape(text.Substring(i, length));
            if (cut.Length + shown.Length + (isSpaced ? 1 : 0) > Length)
                return cut.Append('…').ToString();
            cut.Append(isSpaced ? " " : "").Append(shown);
            isSpaced = false;
            i += length;
        }

        return cut.ToString();
    }
}
