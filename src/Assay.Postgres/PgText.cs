using System.Text;

namespace Assay.Postgres;

/// <summary>Texts as PostgreSQL can hold them.</summary>
internal static class PgText
{
    /// <summary>Texts of more UTF-8 bytes than this are stored once, by their content.</summary>
    public const int LargestInline = 512;

    /// <summary>Whether a text can be in a row: it is small, and has no zero character, which PostgreSQL's texts cannot hold.</summary>
    public static bool IsInline(string text) =>
        (text.Length <= LargestInline / 3 || Encoding.UTF8.GetByteCount(text) <= LargestInline) && !text.Contains('\0', StringComparison.Ordinal);

    /// <summary>The text with U+FFFD in place of unpaired surrogates, which no UTF-8 can hold, and of zero characters.</summary>
    public static string Clean(string text)
    {
        foreach (var one in text)
        {
            if (one == '\0' || char.IsSurrogate(one))
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\ufffd');
        }

        return text;
    }
}
